package dev.larder.engine.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class file's place in the hierarchy, and the methods that it declares. */
public record ClassOutline(ClassHeader header, List<MethodOutline> methods) {

    public ClassOutline {
        methods = List.copyOf(methods);
    }

    /** Null where the bytes are no class file. */
    public static @Nullable ClassOutline read(byte[] bytes) {
        try {
            ClassFileReader reader = new ClassFileReader(bytes);
            ClassHeader header = reader.header();
            reader.skipFields();
            List<MethodOutline> methods = new ArrayList<>();
            reader.methods(methods::add);
            return new ClassOutline(header, methods);
        } catch (IndexOutOfBoundsException | IllegalArgumentException notAClass) {
            return null;
        }
    }

    /** As in source, but for nested classes: {@code blog.Outer$Inner}. */
    public String readableName() {
        return header.name().replace('/', '.');
    }

    /** {@code blog.PostService#find(long)}. */
    public String describe(MethodOutline method) {
        return readableName() + "#" + method.signature();
    }
}
