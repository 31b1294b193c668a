package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.EnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.internal.bytebuddy.BytecodeProviderImpl;
import org.junit.jupiter.api.Test;

/** Entities as Hibernate's build plug-in leaves them behind, with fields of its own. */
class EnhancedEntityTest {
    public static final class Interceptor {
        private final boolean any;

        Interceptor(boolean any) {
            this.any = any;
        }

        public boolean hasAnyUninitializedAttributes() {
            return any;
        }
    }

    @SuppressWarnings({"MemberName", "unused"})
    static final class Entity {
        String name = "ann";
        transient Object $$_hibernate_attributeInterceptor;
        transient Object $$_hibernate_entityEntryHolder = new Thread();
    }

    private final Codec codec = CodecFixture.any();

    @Test
    void what_the_plug_in_added_is_left_out() throws Exception {
        Entity entity = new Entity();
        entity.$$_hibernate_attributeInterceptor = new Interceptor(false);
        Entity back = (Entity) CodecFixture.roundTrip(codec, entity);
        assertThat(back.name).isEqualTo("ann");
        assertThat(back.$$_hibernate_attributeInterceptor).isNull();
        assertThat(back.$$_hibernate_entityEntryHolder).isNull();
    }

    @Test
    void an_entity_with_attributes_that_were_not_loaded_is_refused() {
        Entity entity = new Entity();
        entity.$$_hibernate_attributeInterceptor = new Interceptor(true);
        assertThatThrownBy(() -> codec.encode(entity))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("uninitialised attributes of " + Entity.class.getName() + " (lazy, not loaded)");
    }

    @Test
    void an_interceptor_that_cannot_be_asked_is_refused_whatever_the_rule_says() throws Exception {
        Entity entity = new Entity();
        entity.$$_hibernate_attributeInterceptor = new Object();
        for (ValueSettings.Lazy lazy : ValueSettings.Lazy.values()) {
            Codec each = new Codecs()
                    .forMethod(
                            CodecFixture.Any.class.getDeclaredMethod("value"),
                            CodecFixture.Any.class,
                            new ValueSettings(CodecFixture.ALLOWED, lazy, false, 1 << 20, false));
            assertThatThrownBy(() -> each.encode(entity)).isInstanceOf(RefusedException.class);
        }
    }

    private static final String PREFIX = EnhancedNotes.class.getName() + "$";

    private static boolean entity(String name) {
        return name.equals(PREFIX + "Note") || name.equals(PREFIX + "Writer");
    }

    @Test
    void entities_that_hibernate_itself_enhanced_come_back_or_are_refused() throws Exception {
        Enhancer enhancer = new BytecodeProviderImpl().getEnhancer(new DefaultEnhancementContext());
        run(OwnLoader.of(
                List.of(), name -> false, (name, bytes) -> entity(name) ? enhancer.enhance(name, bytes) : null));
    }

    /** Its enhancer is asked by name: another version than that of the class path. */
    @Test
    void and_so_they_are_with_hibernate_6() throws Exception {
        ClassLoader six = HibernateSixTest.loader((name, bytes) -> null);
        Class<?> context = six.loadClass(EnhancementContext.class.getName());
        Object enhancer = six.loadClass(BytecodeProviderImpl.class.getName())
                .getMethod("getEnhancer", context)
                .invoke(
                        six.loadClass(BytecodeProviderImpl.class.getName())
                                .getConstructor()
                                .newInstance(),
                        six.loadClass(DefaultEnhancementContext.class.getName())
                                .getConstructor()
                                .newInstance());
        Method enhance = six.loadClass(Enhancer.class.getName()).getMethod("enhance", String.class, byte[].class);
        run(HibernateSixTest.loader((name, bytes) -> {
            try {
                return entity(name) ? (byte[]) enhance.invoke(enhancer, name, bytes) : null;
            } catch (ReflectiveOperationException fault) {
                throw new AssertionError(fault);
            }
        }));
    }

    private static void run(OwnLoader entities) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (OwnLoader loader = entities) {
            Thread.currentThread().setContextClassLoader(loader);
            Method all = loader.loadClass(EnhancedNotes.class.getName()).getDeclaredMethod("all");
            all.setAccessible(true);
            assertThatCode(() -> all.invoke(null)).doesNotThrowAnyException();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
