package dev.larder.engine.value;

import java.util.Arrays;

/** Bytes being written, up to a bound. Numbers are little-endian, or of variable length: seven bits a byte, low first. */
final class Output {
    private static final long STRING_VALUE = RawFields.offset(String.class, "value");
    private static final long STRING_CODER = RawFields.offset(String.class, "coder");

    private final int bound;
    private byte[] bytes;
    private int at;

    Output(int capacity, int bound) {
        this.bytes = new byte[capacity];
        this.bound = bound;
    }

    int length() {
        return at;
    }

    void one(int value) throws RefusedException {
        need(1);
        bytes[at++] = (byte) value;
    }

    void four(int value) throws RefusedException {
        need(4);
        LittleEndian.putInt(bytes, at, value);
        at += 4;
    }

    void eight(long value) throws RefusedException {
        need(8);
        LittleEndian.putLong(bytes, at, value);
        at += 8;
    }

    /** Small where the value is small and not negative. */
    void number(int value) throws RefusedException {
        need(5);
        byte[] out = bytes;
        int to = at;
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out[to++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[to++] = (byte) rest;
        at = to;
    }

    /** Small where the value is near zero, on either side. */
    void signed(int value) throws RefusedException {
        number((value << 1) ^ (value >> 31));
    }

    void signed(long value) throws RefusedException {
        need(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
    }

    void bytes(byte[] value, int offset, int length) throws RefusedException {
        need(length);
        System.arraycopy(value, offset, bytes, at, length);
        at += length;
    }

    /** The length in bytes and the JDK's own coding of it, then the characters as the JDK keeps them: one copy. */
    void text(String value) throws RefusedException {
        byte[] characters = (byte[]) RawFields.getReference(value, STRING_VALUE);
        if (characters == null) {
            throw new IllegalStateException("a string without characters");
        }
        int wide = RawFields.getByte(value, STRING_CODER);
        number((characters.length << 1) | wide);
        bytes(characters, 0, characters.length);
    }

    void append(Output other) throws RefusedException {
        bytes(other.bytes, 0, other.at);
    }

    void fourAt(int offset, int value) {
        LittleEndian.putInt(bytes, offset, value);
    }

    byte[] toBytes() {
        return at == bytes.length ? bytes : Arrays.copyOf(bytes, at);
    }

    /** Refuses here what would not fit, before anything is allocated for it. */
    void ensure(long more) throws RefusedException {
        if (at + more > bound + 16L) {
            throw tooLarge();
        }
    }

    private void need(int more) throws RefusedException {
        if (bytes.length - at < more) {
            grow(more);
        }
    }

    private void grow(int more) throws RefusedException {
        long least = (long) at + more;
        ensure(more);
        // With some room beyond a long text, or the little that follows it would have all of it copied once more
        bytes = Arrays.copyOf(bytes, (int) Math.min(bound + 16L, Math.max(least + least / 8, bytes.length * 2L)));
    }

    private RefusedException tooLarge() {
        return RefusedException.ofWhole("larger than " + bound + " bytes, the most that one value may take");
    }
}
