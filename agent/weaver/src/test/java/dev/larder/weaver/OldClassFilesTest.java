package dev.larder.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.ExceptionMethod;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class files of every version since Java 5: those before Java 7 can't hold an invokedynamic. */
class OldClassFilesTest {
    private static final String NAME = WovenWorld.SAMPLE + "Old";

    private final WovenWorld world = new WovenWorld().cache("Old", "*", null);

    private Class<?> old(int version) {
        byte[] bytes = new ByteBuddy(ClassFileVersion.ofJavaVersion(version))
                .subclass(Object.class)
                .name(NAME)
                .defineMethod("text", String.class, Visibility.PUBLIC)
                .withParameters(String.class, long.class)
                .intercept(FixedValue.value("body"))
                .defineMethod("number", int.class, Visibility.PUBLIC, Ownership.STATIC)
                .intercept(FixedValue.value(1))
                .defineMethod("failing", Object.class, Visibility.PUBLIC)
                .intercept(ExceptionMethod.throwing(IllegalStateException.class, "broken"))
                .make()
                .getBytes();
        assertThat((bytes[6] << 8) + bytes[7]).isEqualTo(version + 44);
        return world.define(NAME, bytes);
    }

    private static Object call(Class<?> type, String name, Object... arguments) throws Throwable {
        Object self = type.getDeclaredConstructor().newInstance();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(self, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 11, 17})
    void hits_answer_and_misses_are_told(int version) throws Throwable {
        world.watching();
        Class<?> type = old(version);
        assertThat(call(type, "text", "a", 1L)).isEqualTo("body");
        assertThat(call(type, "number")).isEqualTo(1);
        assertThatThrownBy(() -> call(type, "failing")).hasMessage("broken");
        assertThat(world.ends)
                .containsExactly("text -> body", "number -> 1", "failing -> java.lang.IllegalStateException: broken");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8, 11, 17})
    void a_hit_skips_the_body(int version) throws Throwable {
        world.answering("hit");
        assertThat(call(old(version), "failing")).isEqualTo("hit");
        assertThat(call(old(version), "text", "a", 1L)).isEqualTo("hit");
    }
}
