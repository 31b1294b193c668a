package dev.larder.engine.value;

import java.lang.reflect.Field;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes fields of any class, final ones and those of records too, and allocates objects without running a
 * constructor. Checks nothing: whoever stores a reference has checked its type.
 *
 * <p>Keeps to the few methods whose signatures are the same in every JDK since 17; those about arrays, for one, changed
 * their types, and code compiled against one JDK would not link on another.
 */
final class RawFields {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long FIRST_BYTE = firstByte();

    private RawFields() {}

    /** Where the elements of a byte array begin: looked for, since what tells it is of one type in one JDK, and another in the next. */
    private static long firstByte() {
        byte[] pattern = new byte[64];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) (i * 37 + 11);
        }
        for (long offset = 8; offset <= 32; offset++) {
            int same = 0;
            while (same < 32 && UNSAFE.getByte(pattern, offset + same) == pattern[same]) {
                same++;
            }
            if (same == 32) {
                return offset;
            }
        }
        throw new IllegalStateException("no elements in an array");
    }

    /** Little-endian; eight bytes from there on must be within the array. */
    static long getLong(byte[] bytes, int at) {
        return UNSAFE.getLongUnaligned(bytes, FIRST_BYTE + at, false);
    }

    static void putLong(byte[] bytes, int at, long value) {
        UNSAFE.putLongUnaligned(bytes, FIRST_BYTE + at, value, false);
    }

    /** Little-endian; four bytes from there on must be within the array. */
    static int getInt(byte[] bytes, int at) {
        return UNSAFE.getIntUnaligned(bytes, FIRST_BYTE + at, false);
    }

    static void putInt(byte[] bytes, int at, int value) {
        UNSAFE.putIntUnaligned(bytes, FIRST_BYTE + at, value, false);
    }

    static long offset(Field field) {
        return UNSAFE.objectFieldOffset(field);
    }

    /** For the JDK's own fields, whose names are known. */
    static long offset(Class<?> type, String field) {
        return UNSAFE.objectFieldOffset(type, field);
    }

    static Object allocate(Class<?> type) throws BadPayloadException {
        try {
            return UNSAFE.allocateInstance(type);
        } catch (InstantiationException impossible) {
            throw new BadPayloadException(type.getName() + " has no instances");
        }
    }

    /** An array that holds anything: for whoever writes all of it, or looks at nothing that it didn't write. */
    static byte[] bytes(int length) {
        return (byte[]) UNSAFE.allocateUninitializedArray(byte.class, length);
    }

    static void initialise(Class<?> type) {
        UNSAFE.ensureClassInitialized(type);
    }

    /** The class must have been initialised. */
    static @Nullable Object staticReference(Field field) {
        return UNSAFE.getReference(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
    }

    static @Nullable Object getReference(Object target, long offset) {
        return UNSAFE.getReference(target, offset);
    }

    static void putReference(Object target, long offset, @Nullable Object value) {
        UNSAFE.putReference(target, offset, value);
    }

    static int getInt(Object target, long offset) {
        return UNSAFE.getInt(target, offset);
    }

    static void putInt(Object target, long offset, int value) {
        UNSAFE.putInt(target, offset, value);
    }

    static long getLong(Object target, long offset) {
        return UNSAFE.getLong(target, offset);
    }

    static void putLong(Object target, long offset, long value) {
        UNSAFE.putLong(target, offset, value);
    }

    static boolean getBoolean(Object target, long offset) {
        return UNSAFE.getBoolean(target, offset);
    }

    static void putBoolean(Object target, long offset, boolean value) {
        UNSAFE.putBoolean(target, offset, value);
    }

    static byte getByte(Object target, long offset) {
        return UNSAFE.getByte(target, offset);
    }

    static void putByte(Object target, long offset, byte value) {
        UNSAFE.putByte(target, offset, value);
    }

    static short getShort(Object target, long offset) {
        return UNSAFE.getShort(target, offset);
    }

    static void putShort(Object target, long offset, short value) {
        UNSAFE.putShort(target, offset, value);
    }

    static char getChar(Object target, long offset) {
        return UNSAFE.getChar(target, offset);
    }

    static void putChar(Object target, long offset, char value) {
        UNSAFE.putChar(target, offset, value);
    }
}
