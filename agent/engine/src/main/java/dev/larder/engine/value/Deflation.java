package dev.larder.engine.value;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes large bodies smaller. The JDK's own deflate at its fastest level: others are quicker, but each of them brings
 * native code, or warnings on the application's console.
 */
final class Deflation {
    /** Below this nothing pays: the time costs more than the bytes. */
    private static final int LEAST = 4096;

    /** No stream of this kind can be larger in plain than so many times its own length. */
    private static final int MOST_RATIO = 1032;

    /** No body that a codec writes comes near it. */
    private static final int MOST = 64 << 20;

    private Deflation() {}

    /** The body, deflated where that saves enough; its first {@code length} bytes count. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packed(byte[] bytes, int length, boolean deflated) {}

    static Packed pack(byte[] body) {
        if (body.length < LEAST) {
            return new Packed(body, body.length, false);
        }
        byte[] out = new byte[body.length - body.length / 100 * 15];
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(body);
            deflater.finish();
            int length = deflater.deflate(out);
            // Whatever doesn't fit saves less than 15 % and isn't worth the inflating.
            return deflater.finished() ? new Packed(out, length, true) : new Packed(body, body.length, false);
        } finally {
            deflater.end();
        }
    }

    static byte[] inflate(byte[] bytes, int offset, int length, int plain) throws BadPayloadException {
        if (plain < 0 || plain > MOST || plain > (long) length * MOST_RATIO) {
            throw new BadPayloadException("declared length " + plain + " of " + length + " deflated bytes");
        }
        byte[] out = new byte[plain];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, offset, length);
            int got = inflater.inflate(out);
            if (got != plain || !atEnd(inflater)) {
                throw new BadPayloadException("deflated bytes don't end where they should");
            }
            return out;
        } catch (DataFormatException damaged) {
            throw new BadPayloadException("deflated bytes are damaged");
        } finally {
            inflater.end();
        }
    }

    /** The end of the stream is only seen by asking for a byte more. */
    private static boolean atEnd(Inflater inflater) throws DataFormatException {
        return (inflater.finished() || inflater.inflate(new byte[1]) == 0)
                && inflater.finished()
                && inflater.getRemaining() == 0;
    }
}
