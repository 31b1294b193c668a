package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
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
    void an_interceptor_that_cannot_be_asked_is_refused() {
        Entity entity = new Entity();
        entity.$$_hibernate_attributeInterceptor = new Object();
        assertThatThrownBy(() -> codec.encode(entity)).isInstanceOf(RefusedException.class);
    }

    @Test
    void entities_that_hibernate_itself_enhanced_come_back_or_are_refused() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Enhancer enhancer = new BytecodeProviderImpl().getEnhancer(new DefaultEnhancementContext());
        String prefix = EnhancedNotes.class.getName() + "$";
        try (OwnLoader loader = OwnLoader.of(
                List.of(),
                name -> false,
                (name, bytes) -> name.equals(prefix + "Note") || name.equals(prefix + "Writer")
                        ? enhancer.enhance(name, bytes)
                        : null)) {
            Thread.currentThread().setContextClassLoader(loader);
            Method all = loader.loadClass(EnhancedNotes.class.getName()).getDeclaredMethod("all");
            all.setAccessible(true);
            assertThatCode(() -> all.invoke(null)).doesNotThrowAnyException();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
