package dev.larder.engine.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server says about itself.
 *
 * @param incarnation which life of which server this is, and of which history of writes: {@code run_id} alone would be
 *     the same again after failing over and back, with what the other server had evicted meanwhile still there
 * @param named whether it says that at all
 */
record ServerInfo(long incarnation, boolean named, boolean master, String mode, String version) {

    static ServerInfo ask(StatefulRedisConnection<byte[], byte[]> connection, long deadline) throws Fault {
        ValueOutput<byte[], byte[]> server = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        ValueOutput<byte[], byte[]> replication = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(3);
        batch.add(CommandType.INFO, server, Batch.arguments().add("server"));
        batch.add(CommandType.INFO, replication, Batch.arguments().add("replication"));
        // INFO is answered by a server that is still loading its data, PING is not
        batch.add(CommandType.PING, new StatusOutput<>(ByteArrayCodec.INSTANCE), Batch.arguments());
        batch.run(connection, deadline);
        batch.check();
        Map<String, String> said = new HashMap<>();
        read(server.get(), said);
        read(replication.get(), said);
        return of(said);
    }

    static void read(byte @Nullable [] info, Map<String, String> into) {
        if (info == null) {
            return;
        }
        new String(info, StandardCharsets.UTF_8).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                into.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
    }

    static ServerInfo of(Map<String, String> said) {
        String run = said.getOrDefault("run_id", "");
        String history = said.getOrDefault("master_replid", "");
        return new ServerInfo(
                digest(run + " " + history),
                !run.isEmpty() || !history.isEmpty(),
                !"slave".equals(said.get("role")),
                said.getOrDefault("redis_mode", ""),
                said.getOrDefault("redis_version", ""));
    }

    /** Whether it is Redis 6.2 or newer; what is older was never tried. Unreadable versions are given a try. */
    boolean recentEnough() {
        String[] parts = version.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            return major > 6 || (major == 6 && parts.length > 1 && Integer.parseInt(parts[1]) >= 2);
        } catch (NumberFormatException other) {
            return true;
        }
    }

    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
