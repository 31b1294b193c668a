package dev.larder.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is stored around a value: what tells whether the value may be served, before one byte of it is looked at.
 *
 * <pre>
 *   0 magic       4 bytes
 *   4 format      1
 *   5 flags       1   DEFLATED; the others are for sealing
 *   6 count       2   of generations
 *   8 shape       8   of the codec that wrote the body
 *  16 incarnation 8   of the store
 *  24 created     8   milliseconds
 *  32 soft expiry 8   milliseconds, 0 for none
 *  40 stored      4   length of the body as it stands here
 *  44 plain       4   length of the body as the codec wrote it
 *  48 generations 8 each
 *  then the check 4   CRC32C over all of the above, the body and the full key text
 *  then the body
 * </pre>
 *
 * The key is part of the check, so that a value which somebody moved to another key is found out. The check guards
 * against accidents only: whoever can write to the store can compute it.
 *
 * <p>All numbers are little-endian. The readers other than {@link #problem} take for granted that it returned null.
 */
public final class Envelope {
    private static final int MAGIC = 'L' | ('R' << 8) | ('D' << 16) | ('R' << 24);
    private static final byte FORMAT = 1;
    private static final byte DEFLATED = 1;

    private static final int FLAGS = 5;
    private static final int COUNT = 6;
    private static final int SHAPE = 8;
    private static final int INCARNATION = 16;
    private static final int CREATED = 24;
    private static final int SOFT_EXPIRY = 32;
    private static final int STORED = 40;
    private static final int PLAIN = 44;
    private static final int GENERATIONS = 48;
    private static final int CHECK_LENGTH = 4;

    private static final int MAX_GENERATIONS = 1024;

    private Envelope() {}

    /** A value's bytes, in place or inflated. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Body(byte[] bytes, int offset, int length) {}

    /**
     * @param key the full text of the key that the bytes are to be stored under
     * @param softExpiryMillis when the value is to be renewed though it may still be served; 0 for never
     * @param generations of the entry's tags, as they were before the load; none may be 0
     */
    public static byte[] write(
            String key,
            long shape,
            long incarnation,
            long createdMillis,
            long softExpiryMillis,
            long[] generations,
            byte[] body) {
        if (generations.length > MAX_GENERATIONS) {
            throw new IllegalArgumentException(generations.length + " generations are more than " + MAX_GENERATIONS);
        }
        Deflation.Packed packed = Deflation.pack(body);
        int bodyAt = bodyAt(generations.length);
        byte[] out = new byte[bodyAt + packed.length()];
        LittleEndian.putInt(out, 0, MAGIC);
        out[4] = FORMAT;
        out[FLAGS] = packed.deflated() ? DEFLATED : 0;
        out[COUNT] = (byte) generations.length;
        out[COUNT + 1] = (byte) (generations.length >> 8);
        LittleEndian.putLong(out, SHAPE, shape);
        LittleEndian.putLong(out, INCARNATION, incarnation);
        LittleEndian.putLong(out, CREATED, createdMillis);
        LittleEndian.putLong(out, SOFT_EXPIRY, softExpiryMillis);
        LittleEndian.putInt(out, STORED, packed.length());
        LittleEndian.putInt(out, PLAIN, body.length);
        for (int i = 0; i < generations.length; i++) {
            LittleEndian.putLong(out, GENERATIONS + 8 * i, generations[i]);
        }
        System.arraycopy(packed.bytes(), 0, out, bodyAt, packed.length());
        LittleEndian.putInt(out, bodyAt - CHECK_LENGTH, check(out, bodyAt, key));
        return out;
    }

    /** What is wrong with the bytes that were found under the key; null where nothing is. Looks at no byte of the value. */
    public static @Nullable String problem(byte[] stored, String key) {
        if (stored.length < GENERATIONS + CHECK_LENGTH) {
            return "shorter than a header";
        }
        if (LittleEndian.getInt(stored, 0) != MAGIC) {
            return "not written by Larder";
        }
        if (stored[4] != FORMAT) {
            return "of format " + stored[4] + ", this is format " + FORMAT;
        }
        if ((stored[FLAGS] & ~DEFLATED) != 0) {
            return "of flags that this version doesn't know";
        }
        int bodyAt = bodyAt(stored);
        if (count(stored) > MAX_GENERATIONS || bodyAt > stored.length) {
            return "cut within the generations";
        }
        if (LittleEndian.getInt(stored, STORED) != stored.length - bodyAt) {
            return "cut or extended";
        }
        return LittleEndian.getInt(stored, bodyAt - CHECK_LENGTH) == check(stored, bodyAt, key)
                ? null
                : "damaged, or written for another key";
    }

    public static long shape(byte[] stored) {
        return LittleEndian.getLong(stored, SHAPE);
    }

    public static long incarnation(byte[] stored) {
        return LittleEndian.getLong(stored, INCARNATION);
    }

    public static long createdMillis(byte[] stored) {
        return LittleEndian.getLong(stored, CREATED);
    }

    /** 0 where the value has none. */
    public static long softExpiryMillis(byte[] stored) {
        return LittleEndian.getLong(stored, SOFT_EXPIRY);
    }

    /** Whether the entry's generations are those, in the same order. An absent generation, 0, matches nothing. */
    public static boolean generationsMatch(byte[] stored, long[] seen) {
        if (count(stored) != seen.length) {
            return false;
        }
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] == 0 || LittleEndian.getLong(stored, GENERATIONS + 8 * i) != seen[i]) {
                return false;
            }
        }
        return true;
    }

    /** @throws BadPayloadException where the body can't be inflated to what the header declares */
    public static Body body(byte[] stored) throws BadPayloadException {
        int bodyAt = bodyAt(stored);
        int length = stored.length - bodyAt;
        int plain = LittleEndian.getInt(stored, PLAIN);
        if ((stored[FLAGS] & DEFLATED) != 0) {
            return new Body(Deflation.inflate(stored, bodyAt, length, plain), 0, plain);
        }
        if (plain != length) {
            throw new BadPayloadException("declared length " + plain + ", found " + length);
        }
        return new Body(stored, bodyAt, length);
    }

    private static int count(byte[] stored) {
        return (stored[COUNT] & 0xff) | ((stored[COUNT + 1] & 0xff) << 8);
    }

    private static int bodyAt(byte[] stored) {
        return bodyAt(count(stored));
    }

    private static int bodyAt(int generations) {
        return GENERATIONS + 8 * generations + CHECK_LENGTH;
    }

    private static int check(byte[] envelope, int bodyAt, String key) {
        CRC32C crc = new CRC32C();
        crc.update(envelope, 0, bodyAt - CHECK_LENGTH);
        crc.update(envelope, bodyAt, envelope.length - bodyAt);
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
