package dev.larder.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes being read, none beyond the end: what {@link Output} wrote, until proven otherwise. */
final class Input {
    private final byte[] bytes;
    private final int end;
    private int at;

    Input(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int remaining() {
        return end - at;
    }

    int at() {
        return at;
    }

    /** What was read from there on. */
    byte[] since(int from) {
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** Whether the next bytes are the first ones of these; if so they have been read. */
    boolean skip(byte[] others, int length) {
        if (length > end - at || !Arrays.equals(bytes, at, at + length, others, 0, length)) {
            return false;
        }
        at += length;
        return true;
    }

    int one() throws BadPayloadException {
        if (at >= end) {
            throw cut();
        }
        return bytes[at++] & 0xff;
    }

    int four() throws BadPayloadException {
        need(4);
        int value = LittleEndian.getInt(bytes, at);
        at += 4;
        return value;
    }

    long eight() throws BadPayloadException {
        need(8);
        long value = LittleEndian.getLong(bytes, at);
        at += 8;
        return value;
    }

    int number() throws BadPayloadException {
        int next = one();
        return next < 0x80 ? next : (int) longer(5);
    }

    int signed() throws BadPayloadException {
        int value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    long signedLong() throws BadPayloadException {
        int next = one();
        long value = next < 0x80 ? next : longer(10);
        return (value >>> 1) ^ -(value & 1);
    }

    @Nullable
    Integer integerOrNull() throws BadPayloadException {
        int length = one();
        return length == Output.NULL ? null : (int) counted(length);
    }

    @Nullable
    Long longOrNull() throws BadPayloadException {
        int length = one();
        return length == Output.NULL ? null : counted(length);
    }

    private long counted(int length) throws BadPayloadException {
        if (length > Long.BYTES) {
            throw new BadPayloadException("a number of " + length + " bytes");
        }
        need(length);
        long value = 0;
        if (end - at >= Long.BYTES) {
            value = LittleEndian.getLong(bytes, at) & (-1L >>> (Long.SIZE - 8 * length));
        } else {
            for (int i = 0; i < length; i++) {
                value |= (bytes[at + i] & 0xffL) << (8 * i);
            }
        }
        at += length;
        return (value >>> 1) ^ -(value & 1);
    }

    @Nullable
    Boolean booleanOrNull() throws BadPayloadException {
        int value = one();
        return value == Output.NULL ? null : value != Output.PRESENT;
    }

    /** The number whose first byte, which says that more follow, was just read. */
    private long longer(int most) throws BadPayloadException {
        int from = at - 1;
        if (end - from >= LittleEndian.SPREAD) {
            long next = LittleEndian.getLong(bytes, from);
            int length = LittleEndian.gatheredLength(next);
            if (length <= Math.min(most, LittleEndian.SPREAD)) {
                at = from + length;
                return LittleEndian.gathered(next, length);
            }
        }
        // Near the end, or too long for that
        long value = 0;
        at = from;
        for (int i = 0; i < most; i++) {
            int next = one();
            value |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                return value;
            }
        }
        throw new BadPayloadException("a number is too long");
    }

    /** A count of things each of which takes at least so many of the bytes that remain. */
    int count(int leastEach) throws BadPayloadException {
        int count = number();
        if (count < 0 || (long) count * leastEach > remaining()) {
            throw new BadPayloadException("a count of " + count + " with " + remaining() + " bytes left");
        }
        return count;
    }

    byte[] bytes(int length) throws BadPayloadException {
        need(length);
        byte[] value = new byte[length];
        copy(value);
        return value;
    }

    void copy(byte[] to) throws BadPayloadException {
        need(to.length);
        System.arraycopy(bytes, at, to, 0, to.length);
        at += to.length;
    }

    int two() throws BadPayloadException {
        need(2);
        int value = (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
        at += 2;
        return value;
    }

    String text() throws BadPayloadException {
        return text(number());
    }

    /** @param head twice the length in bytes, and one more where each character takes two of them */
    String text(int head) throws BadPayloadException {
        int length = head >>> 1;
        need(length);
        String value;
        if ((head & 1) == 0) {
            value = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        } else {
            value = wide(length);
        }
        at += length;
        return value;
    }

    /** Not by a charset: unpaired surrogates are characters like others. */
    private String wide(int length) throws BadPayloadException {
        if ((length & 1) != 0) {
            throw new BadPayloadException("half a character");
        }
        char[] characters = new char[length / 2];
        for (int i = 0, from = at; i < characters.length; i++, from += 2) {
            characters[i] = (char) ((bytes[from] & 0xff) | (bytes[from + 1] << 8));
        }
        return new String(characters);
    }

    private void need(int length) throws BadPayloadException {
        if (length < 0 || end - at < length) {
            throw cut();
        }
    }

    private static BadPayloadException cut() {
        return new BadPayloadException("ends too early");
    }
}
