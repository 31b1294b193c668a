package dev.larder.engine.match;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a class file from its front (JVMS 4), in the order of its methods. Bytes that are no class file end in an
 * {@link IllegalArgumentException} or an {@link IndexOutOfBoundsException}.
 */
final class ClassFileReader {
    private static final int MAGIC = 0xCAFEBABE;

    private final byte[] bytes;
    private int at;
    private int[] constants = {};

    ClassFileReader(byte[] bytes) {
        this.bytes = bytes;
    }

    ClassHeader header() {
        if (u4() != MAGIC) {
            throw new IllegalArgumentException("no class file");
        }
        at += 2;
        int major = u2();
        constants = constantPool();
        int access = u2();
        String name = className(u2());
        int superIndex = u2();
        String superName = superIndex == 0 ? null : className(superIndex);
        List<String> interfaces = new ArrayList<>();
        for (int left = u2(); left > 0; left--) {
            interfaces.add(className(u2()));
        }
        return new ClassHeader(name, superName, interfaces, major, access);
    }

    void skipFields() {
        for (int left = u2(); left > 0; left--) {
            at += 6;
            skipAttributes();
        }
    }

    void methods(Consumer<MethodOutline> into) {
        for (int left = u2(); left > 0; left--) {
            int access = u2();
            String name = text(u2());
            String descriptor = text(u2());
            into.accept(new MethodOutline(name, descriptor, access));
            skipAttributes();
        }
    }

    /** A method or field that bytecode names. */
    record Member(String owner, String name, String descriptor) {}

    /** Told of each instruction that names a method or a field. */
    @FunctionalInterface
    interface Instructions {
        void member(int opcode, Member member);
    }

    /**
     * Reads the bytecode of one method, instead of {@link #methods}.
     *
     * @param key name and descriptor
     */
    void instructions(String key, Instructions into) {
        for (int left = u2(); left > 0; left--) {
            at += 2;
            boolean wanted = key.equals(text(u2()) + text(u2()));
            for (int attributes = u2(); attributes > 0; attributes--) {
                String attribute = text(u2());
                int length = length();
                if (wanted && attribute.equals("Code")) {
                    at += 4;
                    int code = length();
                    new Bytecode(bytes, at, at + code).members((opcode, index) -> into.member(opcode, member(index)));
                    return;
                }
                at += length;
            }
        }
    }

    private Member member(int index) {
        int save = at;
        at = constants[index];
        String owner = className(u2());
        at = constants[u2()];
        Member member = new Member(owner, text(u2()), text(u2()));
        at = save;
        return member;
    }

    private int length() {
        int length = u4();
        if (length < 0 || length > bytes.length - at) {
            throw new IllegalArgumentException("attribute of " + length + " bytes");
        }
        return length;
    }

    private void skipAttributes() {
        for (int left = u2(); left > 0; left--) {
            at += 2;
            // Not in one: the left side is read before the length moves it
            int length = length();
            at += length;
        }
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

    private String className(int index) {
        int save = at;
        at = constants[index];
        String name = text(u2());
        at = save;
        return name;
    }

    /** Modified UTF-8; names with other than ASCII letters are rare, and NUL does not occur in them. */
    private String text(int index) {
        int save = at;
        at = constants[index];
        int length = u2();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at = save;
        return text;
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
