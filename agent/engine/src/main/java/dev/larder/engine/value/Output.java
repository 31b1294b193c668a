package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes being written, up to a bound. Numbers are little-endian, or of variable length: seven bits a byte, low first. */
class Output {
    private static final long STRING_VALUE = RawFields.offset(String.class, "value");
    private static final long STRING_CODER = RawFields.offset(String.class, "coder");

    /** Before a number that may be missing. */
    static final int NULL = 0;

    static final int PRESENT = 1;
    private static final int PRESENT_AND_TRUE = 2;

    /** Texts from this length on are copied once only, when all is put together. */
    static final int APART = 512;

    private final int bound;
    private byte[] bytes;
    private int at;
    private @Nullable Apart apart;

    Output(int capacity, int bound) {
        this.bytes = RawFields.bytes(capacity);
        this.bound = bound;
    }

    int length() {
        Apart texts = apart;
        return texts == null ? at : at + texts.length;
    }

    /** How much of it stands here, without the texts that stand apart. */
    int room() {
        return at;
    }

    void one(int value) throws RefusedException {
        need(1);
        bytes[at++] = (byte) value;
    }

    /** A kind of reference, and the number that goes with it. */
    void number(int kind, int value) throws RefusedException {
        need(1 + LittleEndian.SPREAD);
        bytes[at] = (byte) kind;
        if ((value & ~0x7f) == 0) {
            bytes[at + 1] = (byte) value;
            at += 2;
        } else {
            at++;
            spread(value & 0xffffffffL);
        }
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
        need(LittleEndian.SPREAD);
        if ((value & ~0x7f) == 0) {
            bytes[at++] = (byte) value;
        } else {
            spread(value & 0xffffffffL);
        }
    }

    /** Small where the value is near zero, on either side. */
    void signed(int value) throws RefusedException {
        number((value << 1) ^ (value >> 31));
    }

    void signed(long value) throws RefusedException {
        need(10);
        long near = (value << 1) ^ (value >> 63);
        if ((near & ~0x7fL) == 0) {
            bytes[at++] = (byte) near;
        } else if (near >>> 56 == 0) {
            spread(near);
        } else {
            long rest = near;
            while ((rest & ~0x7fL) != 0) {
                bytes[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
        }
    }

    void orNull(@Nullable Integer value) throws RefusedException {
        if (value == null) {
            one(NULL);
        } else {
            counted((long) value);
        }
    }

    void orNull(@Nullable Long value) throws RefusedException {
        if (value == null) {
            one(NULL);
        } else {
            counted(value);
        }
    }

    /** How many bytes follow, which is never {@link #NULL}, then those: near zero, on either side, they are few. */
    private void counted(long value) throws RefusedException {
        need(1 + Long.BYTES);
        long near = (value << 1) ^ (value >> 63);
        int length = (Long.SIZE + 7 - Long.numberOfLeadingZeros(near | 1)) >> 3;
        bytes[at] = (byte) length;
        LittleEndian.putLong(bytes, at + 1, near);
        at += 1 + length;
    }

    void orNull(@Nullable Boolean value) throws RefusedException {
        one(value == null ? NULL : value ? PRESENT_AND_TRUE : PRESENT);
    }

    private void spread(long value) {
        int length = LittleEndian.spreadLength(value);
        LittleEndian.putLong(bytes, at, LittleEndian.spread(value, length));
        at += length;
    }

    void bytes(byte[] value, int offset, int length) throws RefusedException {
        need(length);
        System.arraycopy(value, offset, bytes, at, length);
        at += length;
    }

    /** As the JDK keeps them: nobody changes them. */
    static byte[] characters(String text) {
        byte[] characters = (byte[]) RawFields.getReference(text, STRING_VALUE);
        if (characters == null) {
            throw new IllegalStateException("a string without characters");
        }
        return characters;
    }

    /** 0 where a character is a byte, 1 where it is two. */
    static int coding(String text) {
        return RawFields.getByte(text, STRING_CODER);
    }

    /** The length in bytes and the JDK's own coding of it, then the characters as the JDK keeps them. */
    void text(String value) throws RefusedException {
        byte[] characters = characters(value);
        number(head(characters.length, coding(value)));
        if (characters.length < APART) {
            bytes(characters, 0, characters.length);
        } else {
            apart(characters);
        }
    }

    private static int head(int length, int coding) {
        return (length << 1) | coding;
    }

    /** A kind of reference, and the text that it leads to, of fewer than 64 bytes. */
    void shortText(int kind, byte[] characters, int coding) throws RefusedException {
        int length = characters.length;
        need(4 + length);
        LittleEndian.putInt(bytes, at, kind | head(length, coding) << 8);
        System.arraycopy(characters, 0, bytes, at + 2, length);
        at += 2 + length;
    }

    /** Whether {@link #shortText} put this text there. */
    boolean isShortText(int place, byte[] characters, int coding) {
        int length = characters.length;
        int from = place + 2;
        if ((bytes[place + 1] & 0xff) != head(length, coding)) {
            return false;
        }
        if (length < Long.BYTES) {
            for (int i = 0; i < length; i++) {
                if (bytes[from + i] != characters[i]) {
                    return false;
                }
            }
            return true;
        }
        // The end first: texts that begin alike are frequent
        int last = length - Long.BYTES;
        if (LittleEndian.getLong(bytes, from + last) != LittleEndian.getLong(characters, last)) {
            return false;
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if (LittleEndian.getLong(bytes, from + i) != LittleEndian.getLong(characters, i)) {
                return false;
            }
        }
        return true;
    }

    /** The same for one of fewer than {@link #APART} bytes: two bytes tell how long it is. */
    void longText(int kind, byte[] characters, int coding) throws RefusedException {
        int length = characters.length;
        need(4 + length);
        LittleEndian.putInt(bytes, at, kind | head(length, coding) << 8);
        System.arraycopy(characters, 0, bytes, at + 3, length);
        at += 3 + length;
    }

    /** The same for one of any length, told by four bytes. */
    void textApart(int kind, byte[] characters, int coding) throws RefusedException {
        one(kind);
        four(head(characters.length, coding));
        apart(characters);
    }

    private void apart(byte[] characters) throws RefusedException {
        ensure(characters.length);
        Apart texts = apart;
        if (texts == null) {
            texts = new Apart();
            apart = texts;
        }
        texts.add(characters, at);
    }

    void fourAt(int offset, int value) {
        LittleEndian.putInt(bytes, offset, value);
    }

    byte[] toBytes() {
        Apart texts = apart;
        return texts == null ? Arrays.copyOf(bytes, at) : texts.within(bytes, at);
    }

    /** Refuses here what would not fit, before anything is allocated for it. */
    void ensure(long more) throws RefusedException {
        if (length() + more > bound + 16L) {
            throw tooLarge();
        }
    }

    private void need(int more) throws RefusedException {
        if (bytes.length - at < more) {
            grow(more);
        }
    }

    private void grow(int more) throws RefusedException {
        ensure(more);
        long least = (long) at + more;
        // With some room beyond a long text, or the little that follows it would have all of it copied once more
        bytes = Arrays.copyOf(bytes, (int) Math.min(bound + 16L, Math.max(least + least / 8, bytes.length * 2L)));
    }

    private RefusedException tooLarge() {
        return RefusedException.ofWhole("larger than " + bound + " bytes, the most that one value may take");
    }

    /** Long texts, and where in the rest they belong. */
    private static final class Apart {
        private byte[][] texts = new byte[2][];
        private int[] places = new int[2];
        private int count;
        private int length;

        void add(byte[] text, int place) {
            if (count == texts.length) {
                texts = Arrays.copyOf(texts, count * 2);
                places = Arrays.copyOf(places, count * 2);
            }
            texts[count] = text;
            places[count++] = place;
            length += text.length;
        }

        byte[] within(byte[] rest, int restLength) {
            byte[] all = RawFields.bytes(restLength + length);
            int from = 0;
            int to = 0;
            for (int i = 0; i < count; i++) {
                int before = places[i] - from;
                System.arraycopy(rest, from, all, to, before);
                System.arraycopy(texts[i], 0, all, to + before, texts[i].length);
                from += before;
                to += before + texts[i].length;
            }
            System.arraycopy(rest, from, all, to, restLength - from);
            return all;
        }
    }
}
