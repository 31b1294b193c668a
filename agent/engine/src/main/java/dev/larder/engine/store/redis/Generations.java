package dev.larder.engine.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the generations that a command answers, one or several; 0 for those that are absent, or not of our making. */
final class Generations extends CommandOutput<byte[], byte[], long[]> {
    private final int first;
    private int read;

    Generations(int count) {
        this(new long[count], 0);
    }

    /** @param first where in {@code all} the first of them goes */
    Generations(long[] all, int first) {
        super(ByteArrayCodec.INSTANCE, all);
        this.first = first;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        int at = first + read++;
        if (at < output.length) {
            output[at] = bytes != null && bytes.remaining() == Long.BYTES ? bytes.getLong(bytes.position()) : 0;
        }
    }
}
