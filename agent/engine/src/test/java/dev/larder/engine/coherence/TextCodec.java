package dev.larder.engine.coherence;

import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Wrapper;
import java.nio.charset.StandardCharsets;

/** Strings. */
record TextCodec(long shape, boolean holdsEntities) implements Codec {
    static final long SHAPE = 0x2a;

    @Override
    public boolean sharable() {
        return true;
    }

    @Override
    public Wrapper wrapper() {
        return null;
    }

    @Override
    public byte[] encode(Object value) {
        return ((String) value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
