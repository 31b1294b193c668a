package dev.larder.engine.store.redis;

import dev.larder.engine.store.Finding;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.KeyScanOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the user may run what Larder runs, on keys named as Larder names them: each command is tried on a name of its
 * own, which is gone afterwards. ACL DRYRUN would do it without trying, but is itself a right that few users have.
 */
final class CommandRights {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NAME = "%doctor.rights";

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final List<Finding> findings;
    private final byte[] hash;
    private final byte[] text;
    private final byte[] pattern;

    CommandRights(StatefulRedisConnection<byte[], byte[]> connection, KeySpace names, List<Finding> findings) {
        this.connection = connection;
        this.findings = findings;
        this.hash = names.key(NAME);
        this.text = names.generation(NAME);
        this.pattern = names.keysLike("%doctor.*");
    }

    private record Try(String name, CommandType type, CommandArgs<byte[], byte[]> arguments) {}

    /** False where something is missing that calls need. */
    boolean examine() throws Fault {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (Try each : needed()) {
            String error = error(each);
            if (error != null && error.startsWith("NOPERM")) {
                // "... has no permissions to access one of the keys ..." is about names, else it is about the command
                (error.contains("keys") ? keys : missing).add(each.name());
            }
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.error(
                    "its user may not run " + String.join(", ", missing),
                    "allow it: ACL SETUSER NAME " + grants(missing)));
        }
        if (!keys.isEmpty()) {
            findings.add(Finding.error(
                    "its user may not touch the keys of the namespace (seen at " + String.join(", ", keys) + ")",
                    "allow them: ACL SETUSER NAME ~NAMESPACE:* ~NAMESPACE@*"));
        }
        if (missing.isEmpty() && keys.isEmpty()) {
            findings.add(Finding.ok("its user may run every command that calls and writes need"));
        }
        people();
        return missing.isEmpty() && keys.isEmpty();
    }

    private static String grants(Set<String> commands) {
        List<String> grants = new ArrayList<>();
        for (String command : commands) {
            grants.add("+" + command.toLowerCase(java.util.Locale.ROOT).replace(' ', '|'));
        }
        return String.join(" ", grants);
    }

    /** What only people ask for. */
    private void people() throws Fault {
        Set<String> missing = new LinkedHashSet<>();
        CommandArgs<byte[], byte[]> scan =
                Batch.arguments().add("0").add("MATCH").add(pattern);
        CommandArgs<byte[], byte[]> usage = Batch.arguments().add("USAGE").addKey(hash);
        for (Try each :
                List.of(new Try("SCAN", CommandType.SCAN, scan), new Try("MEMORY USAGE", CommandType.MEMORY, usage))) {
            String error = error(each);
            if (error != null && error.startsWith("NOPERM")) {
                missing.add(each.name());
            }
        }
        if (!missing.isEmpty()) {
            findings.add(Finding.warning(
                    "its user may not run " + String.join(" and ", missing)
                            + ", which calls don't need, but info, keys and patterns that no rule declares",
                    "allow it, or give --store the URL of a user who may: ACL SETUSER NAME " + grants(missing)));
        }
    }

    private List<Try> needed() {
        List<Try> all = new ArrayList<>();
        all.add(new Try("PING", CommandType.PING, Batch.arguments()));
        all.add(new Try("SET", CommandType.SET, key(text).add("1").add("PX").add(5_000)));
        all.add(new Try("GET", CommandType.GET, key(text)));
        all.add(new Try("MGET", CommandType.MGET, key(text)));
        all.add(new Try("SETRANGE", CommandType.SETRANGE, key(text).add(0).add("2")));
        all.add(new Try("HSET", CommandType.HSET, key(hash).add("f").add("v")));
        all.add(new Try("PEXPIRE", CommandType.PEXPIRE, key(hash).add(5_000)));
        all.add(new Try("PTTL", CommandType.PTTL, key(hash)));
        all.add(new Try("HGET", CommandType.HGET, key(hash).add("f")));
        all.add(new Try("HKEYS", CommandType.HKEYS, key(hash)));
        all.add(new Try("HDEL", CommandType.HDEL, key(hash).add("f")));
        all.add(new Try("DEL", CommandType.DEL, key(hash)));
        all.add(new Try("UNLINK", CommandType.UNLINK, key(text)));
        all.add(new Try("TIME", CommandType.TIME, Batch.arguments()));
        all.add(new Try(
                "SCRIPT LOAD", CommandType.SCRIPT, Batch.arguments().add("LOAD").add("return 1")));
        all.add(new Try(
                "EVAL",
                CommandType.EVAL,
                Batch.arguments().add("return 1").add(1).addKey(hash)));
        // Of "return 1"; that Redis may not know it is no matter
        all.add(new Try(
                "EVALSHA",
                CommandType.EVALSHA,
                Batch.arguments()
                        .add("e0e1f9fabfc9d4800c877a703b823ac0578ff8db")
                        .add(1)
                        .addKey(hash)));
        return all;
    }

    private static CommandArgs<byte[], byte[]> key(byte[] name) {
        return Batch.arguments().addKey(name);
    }

    @org.jspecify.annotations.Nullable
    private String error(Try each) throws Fault {
        Batch batch = new Batch(1);
        switch (each.type()) {
            case SCAN -> batch.add(each.type(), new KeyScanOutput<>(ByteArrayCodec.INSTANCE), each.arguments());
            case MGET, HKEYS, TIME ->
                batch.add(each.type(), new ArrayOutput<>(ByteArrayCodec.INSTANCE), each.arguments());
            case PING, SET -> batch.add(each.type(), new StatusOutput<>(ByteArrayCodec.INSTANCE), each.arguments());
            case GET, HGET, SCRIPT ->
                batch.add(each.type(), new ValueOutput<>(ByteArrayCodec.INSTANCE), each.arguments());
            default ->
                batch.add(
                        each.type(),
                        new io.lettuce.core.output.IntegerOutput<>(ByteArrayCodec.INSTANCE),
                        each.arguments());
        }
        batch.run(connection, System.nanoTime() + PATIENCE.toNanos());
        return batch.error(0);
    }
}
