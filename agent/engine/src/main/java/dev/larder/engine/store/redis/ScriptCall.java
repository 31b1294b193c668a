package dev.larder.engine.store.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One script with what it is given. Used by one thread until it is sent, and by whoever sends it again after that. */
final class ScriptCall {
    private final Script script;
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte[]> arguments = new ArrayList<>();

    ScriptCall(Script script) {
        this.script = script;
    }

    ScriptCall key(byte[] name) {
        keys.add(name);
        return this;
    }

    ScriptCall keys(List<byte[]> names) {
        keys.addAll(names);
        return this;
    }

    ScriptCall with(byte[] argument) {
        arguments.add(argument);
        return this;
    }

    ScriptCall with(long number) {
        return with(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** @param known by Redis under its digest; else the text is sent, and with it made known */
    <T> void addTo(Batch batch, boolean known, CommandOutput<byte[], byte[], T> output) {
        CommandArgs<byte[], byte[]> all = Batch.arguments()
                .add(known ? script.sha() : script.text())
                .add(keys.size())
                .addKeys(keys);
        arguments.forEach(all::addValue);
        batch.add(known ? CommandType.EVALSHA : CommandType.EVAL, output, all);
    }

    static boolean forgotten(@Nullable String error) {
        return error != null && error.startsWith("NOSCRIPT");
    }
}
