package dev.larder.engine.value;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array of numbers, characters or booleans; its elements take the same room here as in memory. */
final class PrimitiveArrayForm extends GraphForm {
    private final Class<?> component;
    private final int width;

    PrimitiveArrayForm(Class<?> component) {
        this.component = component;
        this.width = component == long.class || component == double.class
                ? 8
                : component == int.class || component == float.class
                        ? 4
                        : component == short.class || component == char.class ? 2 : 1;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        out.body().number(Array.getLength(value));
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        int length = in.body().number();
        in.charge((long) length * width);
        return Array.newInstance(component, length);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        if (value instanceof byte[] bytes) {
            out.body().bytes(bytes, 0, bytes.length);
            return;
        }
        long size = (long) Array.getLength(value) * width;
        out.body().ensure(size);
        byte[] bytes = new byte[(int) size];
        transfer(value, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), true);
        out.body().bytes(bytes, 0, bytes.length);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        if (target instanceof byte[] bytes) {
            in.body().copy(bytes);
            return;
        }
        byte[] bytes = in.body().bytes(Array.getLength(target) * width);
        transfer(target, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), false);
    }

    private static void transfer(Object array, ByteBuffer bytes, boolean out) {
        if (array instanceof int[] ints) {
            if (out) {
                bytes.asIntBuffer().put(ints);
            } else {
                bytes.asIntBuffer().get(ints);
            }
        } else if (array instanceof long[] longs) {
            if (out) {
                bytes.asLongBuffer().put(longs);
            } else {
                bytes.asLongBuffer().get(longs);
            }
        } else if (array instanceof double[] doubles) {
            if (out) {
                bytes.asDoubleBuffer().put(doubles);
            } else {
                bytes.asDoubleBuffer().get(doubles);
            }
        } else if (array instanceof float[] floats) {
            if (out) {
                bytes.asFloatBuffer().put(floats);
            } else {
                bytes.asFloatBuffer().get(floats);
            }
        } else if (array instanceof short[] shorts) {
            if (out) {
                bytes.asShortBuffer().put(shorts);
            } else {
                bytes.asShortBuffer().get(shorts);
            }
        } else if (array instanceof char[] chars) {
            if (out) {
                bytes.asCharBuffer().put(chars);
            } else {
                bytes.asCharBuffer().get(chars);
            }
        } else {
            booleans((boolean[]) array, bytes, out);
        }
    }

    private static void booleans(boolean[] array, ByteBuffer bytes, boolean out) {
        for (int i = 0; i < array.length; i++) {
            if (out) {
                bytes.put((byte) (array[i] ? 1 : 0));
            } else {
                array[i] = bytes.get() != 0;
            }
        }
    }
}
