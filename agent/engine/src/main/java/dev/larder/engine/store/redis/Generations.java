package dev.larder.engine.store.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the generations that a command answers: what each tag begins with; 0 for those that are absent or in doubt. */
final class Generations extends CommandOutput<byte[], byte[], long[]> {
    private int read;

    Generations(long[] all) {
        super(ByteArrayCodec.INSTANCE, all);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        int at = read++;
        if (at < output.length) {
            output[at] = bytes != null && bytes.remaining() >= Long.BYTES ? bytes.getLong(bytes.position()) : 0;
        }
    }
}
