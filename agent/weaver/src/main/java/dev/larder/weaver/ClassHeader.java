package dev.larder.weaver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a class file: enough to know its place in the hierarchy, read without a library and without looking
 * at fields or methods (JVMS 4.1). Names are internal, with slashes.
 *
 * @param major class file version, 52 for Java 8
 * @param superName null for {@code java.lang.Object}
 */
record ClassHeader(String name, @Nullable String superName, List<String> interfaces, int major, boolean isInterface) {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int ACC_INTERFACE = 0x0200;

    /** Null where the bytes are no class file. */
    static @Nullable ClassHeader read(byte[] bytes) {
        try {
            return new Reader(bytes).header();
        } catch (IndexOutOfBoundsException | IllegalArgumentException notAClass) {
            return null;
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        ClassHeader header() {
            if (u4() != MAGIC) {
                throw new IllegalArgumentException("no class file");
            }
            at += 2;
            int major = u2();
            int[] offsets = constantPool();
            int access = u2();
            String name = className(offsets, u2());
            int superIndex = u2();
            String superName = superIndex == 0 ? null : className(offsets, superIndex);
            List<String> interfaces = new ArrayList<>();
            for (int left = u2(); left > 0; left--) {
                interfaces.add(className(offsets, u2()));
            }
            return new ClassHeader(name, superName, interfaces, major, (access & ACC_INTERFACE) != 0);
        }

        /** Leaves {@code at} behind the pool; gives where each entry's data begins. */
        private int[] constantPool() {
            int[] offsets = new int[u2()];
            for (int i = 1; i < offsets.length; i++) {
                int tag = bytes[at++];
                offsets[i] = at;
                switch (tag) {
                    case 1 -> {
                        int length = u2();
                        at += length;
                    }
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 4;
                    case 5, 6 -> {
                        at += 8;
                        i++; // long and double take two entries
                    }
                    case 7, 8, 16, 19, 20 -> at += 2;
                    case 15 -> at += 3;
                    default -> throw new IllegalArgumentException("constant pool tag " + tag);
                }
            }
            return offsets;
        }

        private String className(int[] offsets, int index) {
            int save = at;
            at = offsets[index];
            at = offsets[u2()];
            int length = u2();
            // Modified UTF-8; names with other than ASCII letters are rare, and NUL does not occur in them.
            String name = new String(bytes, at, length, StandardCharsets.UTF_8);
            at = save;
            return name;
        }

        private int u2() {
            int value = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
            at += 2;
            return value;
        }

        private int u4() {
            return (u2() << 16) | u2();
        }
    }
}
