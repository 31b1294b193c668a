package dev.larder.engine.value;

import java.util.Objects;

/**
 * Numbers in bytes, the low end first. Not by a handle on the JDK's byte array views, which costs its first user many
 * milliseconds to link, on the application's start.
 */
final class LittleEndian {
    /** A number of variable length of up to so many bytes is put and got as one long. */
    static final int SPREAD = 8;

    private static final long CONTINUED = 0x8080808080808080L;

    private LittleEndian() {}

    static int getInt(byte[] bytes, int at) {
        Objects.checkFromIndexSize(at, 4, bytes.length);
        return RawFields.getInt(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        Objects.checkFromIndexSize(at, 4, bytes.length);
        RawFields.putInt(bytes, at, value);
    }

    static long getLong(byte[] bytes, int at) {
        Objects.checkFromIndexSize(at, 8, bytes.length);
        return RawFields.getLong(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        Objects.checkFromIndexSize(at, 8, bytes.length);
        RawFields.putLong(bytes, at, value);
    }

    /** How many bytes a number takes that is written with seven bits in each. */
    static int spreadLength(long value) {
        // One for each seven bits, begun ones too, without a division
        return (640 - 9 * Long.numberOfLeadingZeros(value | 1)) >>> 6;
    }

    /**
     * The bytes of such a number, the low ones first, each but the last with its high bit set. Without a loop: how many
     * bytes there are is what a processor guesses wrong.
     *
     * @param value of at most 56 bits
     */
    static long spread(long value, int length) {
        long bytes = (value & 0x000000000fffffffL) | (value & 0x00fffffff0000000L) << 4;
        bytes = (bytes & 0x00003fff00003fffL) | (bytes & 0x0fffc0000fffc000L) << 2;
        bytes = (bytes & 0x007f007f007f007fL) | (bytes & 0x3f803f803f803f80L) << 1;
        return bytes | (CONTINUED >>> (72 - 8 * length));
    }

    /** How many bytes the number takes that these begin with; more than {@link #SPREAD} where it goes on beyond them. */
    static int gatheredLength(long bytes) {
        return Long.numberOfTrailingZeros(~bytes & CONTINUED) / 8 + 1;
    }

    /** The number that these bytes begin with. */
    static long gathered(long bytes, int length) {
        long value = bytes & (-1L >>> (64 - 8 * length)) & ~CONTINUED;
        value = (value & 0x007f007f007f007fL) | (value & 0x7f007f007f007f00L) >>> 1;
        value = (value & 0x00003fff00003fffL) | (value & 0x3fff00003fff0000L) >>> 2;
        return (value & 0x000000000fffffffL) | (value & 0x0fffffff00000000L) >>> 4;
    }
}
