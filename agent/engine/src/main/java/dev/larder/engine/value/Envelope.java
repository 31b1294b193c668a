package dev.larder.engine.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is stored around a value: what tells whether the value may be served, before one byte of it is looked at.
 *
 * <pre>
 *   0 magic       4 bytes
 *   4 format      1
 *   5 flags       1   DEFLATED; SIGNED or HIDDEN
 *   6 count       2   of generations
 *   8 shape       8   of the codec that wrote the body
 *  16 incarnation 8   of the store
 *  24 created     8   milliseconds
 *  32 soft expiry 8   milliseconds, 0 for none
 *  40 stored      4   length of the body as it stands here
 *  44 plain       4   length of the body as the codec wrote it
 *  48 generations 8 each
 *  then, over all of the above, the body and the full key text, one of
 *     check       4   CRC32C
 *     signed     20   number of the keys, then the first 16 bytes of an HMAC-SHA256
 *     hidden     16   number of the keys, then the nonce of an AES-256-GCM, whose tag ends the body
 *  then the body
 * </pre>
 *
 * The key is part of it, so that a value which somebody moved to another key is found out. The check alone guards against
 * accidents only: whoever can write to the store can compute it. With a {@link Sealing} only sealed values are read.
 *
 * <p>All numbers are little-endian. The readers other than {@link #problem} take for granted that it returned null.
 * Immutable, for any thread.
 */
public final class Envelope {
    private static final int MAGIC = 'L' | ('R' << 8) | ('D' << 16) | ('R' << 24);
    private static final byte FORMAT = 2;
    private static final byte DEFLATED = 1;
    private static final byte SIGNED = 2;
    private static final byte HIDDEN = 4;

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
    private static final int NUMBER_LENGTH = 4;

    private static final int MAX_GENERATIONS = 1024;

    private final Sealing sealing;

    public Envelope(Sealing sealing) {
        this.sealing = sealing;
    }

    /** A value's bytes, in place or made plain. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Body(byte[] bytes, int offset, int length) {}

    /**
     * @param key the full text of the key that the bytes are to be stored under
     * @param softExpiryMillis when the value is to be renewed though it may still be served; 0 for never
     * @param generations of the entry's tags, as they were before the load; none may be 0
     */
    public byte[] write(
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
        byte flags = (byte) (flag(sealing.kind()) | (packed.deflated() ? DEFLATED : 0));
        int sealAt = GENERATIONS + 8 * generations.length;
        int bodyAt = sealAt + sealLength(flags);
        int stored = packed.length() + (sealing.kind() == Sealing.Kind.AES_GCM ? SealKeys.TAG : 0);
        byte[] out = new byte[bodyAt + stored];
        LittleEndian.putInt(out, 0, MAGIC);
        out[4] = FORMAT;
        out[FLAGS] = flags;
        out[COUNT] = (byte) generations.length;
        out[COUNT + 1] = (byte) (generations.length >> 8);
        LittleEndian.putLong(out, SHAPE, shape);
        LittleEndian.putLong(out, INCARNATION, incarnation);
        LittleEndian.putLong(out, CREATED, createdMillis);
        LittleEndian.putLong(out, SOFT_EXPIRY, softExpiryMillis);
        LittleEndian.putInt(out, STORED, stored);
        LittleEndian.putInt(out, PLAIN, body.length);
        for (int i = 0; i < generations.length; i++) {
            LittleEndian.putLong(out, GENERATIONS + 8 * i, generations[i]);
        }
        seal(out, sealAt, bodyAt, packed, key.getBytes(StandardCharsets.UTF_8));
        return out;
    }

    private void seal(byte[] out, int sealAt, int bodyAt, Deflation.Packed packed, byte[] key) {
        if (sealing.kind() == Sealing.Kind.AES_GCM) {
            SealKeys keys = sealing.current();
            LittleEndian.putInt(out, sealAt, keys.number());
            System.arraycopy(keys.nonce(), 0, out, sealAt + NUMBER_LENGTH, SealKeys.NONCE);
            keys.hide(packed.bytes(), packed.length(), out, bodyAt, key);
            return;
        }
        System.arraycopy(packed.bytes(), 0, out, bodyAt, packed.length());
        if (sealing.kind() == Sealing.Kind.HMAC) {
            SealKeys keys = sealing.current();
            LittleEndian.putInt(out, sealAt, keys.number());
            int tagAt = sealAt + NUMBER_LENGTH;
            System.arraycopy(keys.tag(out, tagAt, bodyAt, key), 0, out, tagAt, SealKeys.TAG);
        } else {
            LittleEndian.putInt(out, sealAt, check(out, sealAt, bodyAt, key));
        }
    }

    /**
     * What is wrong with the bytes that were found under the key; null where nothing is. Looks at no byte of the value. Whether
     * a hidden value is what was written, only showing it tells: {@link #body} does.
     */
    public @Nullable String problem(byte[] stored, String key) {
        if (stored.length < GENERATIONS + CHECK_LENGTH) {
            return "shorter than a header";
        }
        if (LittleEndian.getInt(stored, 0) != MAGIC) {
            return "not written by Larder";
        }
        if (stored[4] != FORMAT) {
            return "of format " + stored[4] + ", this is format " + FORMAT;
        }
        int seal = stored[FLAGS] & ~DEFLATED;
        if (seal != 0 && seal != SIGNED && seal != HIDDEN) {
            return "of flags that this version doesn't know";
        }
        int bodyAt = bodyAt(stored);
        if (count(stored) > MAX_GENERATIONS || bodyAt > stored.length) {
            return "cut within the generations";
        }
        if (LittleEndian.getInt(stored, STORED) != stored.length - bodyAt) {
            return "cut or extended";
        }
        int sealAt = sealAt(stored);
        if (seal == 0) {
            return sealing.kind() == Sealing.Kind.NONE
                    ? unsealedProblem(stored, sealAt, bodyAt, key)
                    : "not sealed, and only sealed values are taken";
        }
        SealKeys keys = sealing.withNumber(LittleEndian.getInt(stored, sealAt));
        if (keys == null) {
            return sealing.kind() == Sealing.Kind.NONE
                    ? "sealed, and there is no secret here"
                    : "sealed with another secret";
        }
        return seal == HIDDEN ? null : signedProblem(stored, sealAt + NUMBER_LENGTH, bodyAt, keys, key);
    }

    private static @Nullable String unsealedProblem(byte[] stored, int sealAt, int bodyAt, String key) {
        int check = check(stored, sealAt, bodyAt, key.getBytes(StandardCharsets.UTF_8));
        return LittleEndian.getInt(stored, sealAt) == check ? null : "damaged, or written for another key";
    }

    private static @Nullable String signedProblem(byte[] stored, int tagAt, int bodyAt, SealKeys keys, String key) {
        byte[] tag = keys.tag(stored, tagAt, bodyAt, key.getBytes(StandardCharsets.UTF_8));
        byte[] found = Arrays.copyOfRange(stored, tagAt, tagAt + SealKeys.TAG);
        return MessageDigest.isEqual(tag, found) ? null : "forged, damaged, or written for another key";
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

    /**
     * @param key the full text of the key that the bytes were found under
     * @throws BadPayloadException where a hidden body is not what was written for this key, or the body can't be inflated to
     *     what the header declares
     */
    public Body body(byte[] stored, String key) throws BadPayloadException {
        byte[] bytes = stored;
        int at = bodyAt(stored);
        if ((stored[FLAGS] & HIDDEN) != 0) {
            SealKeys keys = sealing.withNumber(LittleEndian.getInt(stored, sealAt(stored)));
            byte[] shown = keys == null ? null : keys.show(stored, at, key.getBytes(StandardCharsets.UTF_8));
            if (shown == null) {
                throw new BadPayloadException("forged, damaged, or written for another key");
            }
            bytes = shown;
            at = 0;
        }
        int length = bytes.length - at;
        int plain = LittleEndian.getInt(stored, PLAIN);
        if ((stored[FLAGS] & DEFLATED) != 0) {
            return new Body(Deflation.inflate(bytes, at, length, plain), 0, plain);
        }
        if (plain != length) {
            throw new BadPayloadException("declared length " + plain + ", found " + length);
        }
        return new Body(bytes, at, length);
    }

    private static byte flag(Sealing.Kind kind) {
        return switch (kind) {
            case NONE -> 0;
            case HMAC -> SIGNED;
            case AES_GCM -> HIDDEN;
        };
    }

    private static int sealLength(int flags) {
        return switch (flags & ~DEFLATED) {
            case SIGNED -> NUMBER_LENGTH + SealKeys.TAG;
            case HIDDEN -> NUMBER_LENGTH + SealKeys.NONCE;
            default -> CHECK_LENGTH;
        };
    }

    private static int count(byte[] stored) {
        return (stored[COUNT] & 0xff) | ((stored[COUNT + 1] & 0xff) << 8);
    }

    private static int sealAt(byte[] stored) {
        return GENERATIONS + 8 * count(stored);
    }

    private static int bodyAt(byte[] stored) {
        return sealAt(stored) + sealLength(stored[FLAGS]);
    }

    private static int check(byte[] envelope, int sealAt, int bodyAt, byte[] key) {
        CRC32C crc = new CRC32C();
        crc.update(envelope, 0, sealAt);
        crc.update(envelope, bodyAt, envelope.length - bodyAt);
        crc.update(key);
        return (int) crc.getValue();
    }
}
