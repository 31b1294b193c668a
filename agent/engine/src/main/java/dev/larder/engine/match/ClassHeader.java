package dev.larder.engine.match;

import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a class file: enough to know its place in the hierarchy, read without looking at fields or methods
 * (JVMS 4.1). Names are internal, with slashes.
 *
 * @param superName null for {@code java.lang.Object}
 * @param major class file version, 52 for Java 8
 */
public record ClassHeader(String name, @Nullable String superName, List<String> interfaces, int major, int access) {

    public ClassHeader {
        interfaces = List.copyOf(interfaces);
    }

    /** Null where the bytes are no class file. */
    public static @Nullable ClassHeader read(byte[] bytes) {
        try {
            return new ClassFileReader(bytes).header();
        } catch (IndexOutOfBoundsException | IllegalArgumentException notAClass) {
            return null;
        }
    }

    boolean isInterface() {
        return Modifier.isInterface(access);
    }
}
