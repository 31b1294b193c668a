package dev.larder.engine.store.redis;

import dev.larder.engine.rule.StoreSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens lines. Made and used on the keeper's thread alone: loading Lettuce and Netty takes longer than some
 * applications' start, and connecting may take as long as it likes.
 */
final class LineOpener implements AutoCloseable {

    private static final Duration HANDSHAKE = Duration.ofSeconds(2);

    /** Commands that may wait for an answer at a time. A server that is this far behind is as good as away. */
    private static final int WAITING = 20_000;

    private final RedisURI uri;
    private final KeySpace keySpace;
    private final Supplier<Duration> generationLife;
    private final SecureRandom random;
    private final Consumer<Line> lost;
    private final ClientResources resources;
    private final RedisClient client;

    /** @param lost told on a thread of Lettuce's when the connection of a line has ended; must not block */
    LineOpener(
            StoreSettings settings,
            KeySpace keySpace,
            SecureRandom random,
            Supplier<Duration> generationLife,
            Consumer<Line> lost)
            throws Trouble {
        this.keySpace = keySpace;
        this.random = random;
        this.generationLife = generationLife;
        this.lost = lost;
        try {
            this.uri = RedisURI.create(settings.url());
        } catch (RuntimeException unreadable) {
            throw new Trouble(Trouble.Kind.URL);
        }
        uri.setTimeout(HANDSHAKE);
        uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(HANDSHAKE));
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                // As the JVM resolves names, hosts file and all; Netty's own resolver knows other places to look
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .threadFactoryProvider(LineOpener::threads)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // A line is one life of one server: a connection that comes back by itself may be to another.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(WAITING)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(HANDSHAKE)
                        .tcpNoDelay(true)
                        .build())
                // Whoever waits has a deadline of its own; a timer for each command would cost more than the command.
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .build());
    }

    /** Connects, learns who answers, and makes the scripts known. Takes a few seconds at most. */
    Line open() throws Trouble {
        StatefulRedisConnection<byte[], byte[]> connection = connect();
        Line line = null;
        try {
            ServerInfo server = ServerInfo.ask(connection, deadline());
            Trouble unfit = unfit(server);
            if (unfit != null) {
                throw unfit;
            }
            Line opened = new Line(connection, keySpace, random, generationLife, server.incarnation());
            connection.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
                    lost.accept(opened);
                }
            });
            // Only to spare the first users of each script a second round trip: an error here is no harm
            loadScripts(connection);
            if (!connection.isOpen()) {
                throw new Trouble(Trouble.Kind.LOST);
            }
            line = opened;
            return line;
        } catch (Fault fault) {
            throw Trouble.of(fault);
        } finally {
            if (line == null) {
                connection.close();
            }
        }
    }

    /** A connection to whatever answers, fit or not. */
    StatefulRedisConnection<byte[], byte[]> connect() throws Trouble {
        try {
            return client.connect(ByteArrayCodec.INSTANCE, uri);
        } catch (RuntimeException failed) {
            throw Trouble.ofOpening(failed, uri.isSsl());
        }
    }

    private static void loadScripts(StatefulRedisConnection<byte[], byte[]> connection) throws Fault {
        Batch scripts = new Batch(Script.values().length);
        for (Script script : Script.values()) {
            scripts.add(
                    CommandType.SCRIPT,
                    new StatusOutput<>(ByteArrayCodec.INSTANCE),
                    Batch.arguments().add("LOAD").add(script.text()));
        }
        scripts.run(connection, deadline());
    }

    static @Nullable Trouble unfit(ServerInfo server) {
        if (server.mode().equals("sentinel")) {
            return new Trouble(Trouble.Kind.SENTINEL);
        }
        if (server.mode().equals("cluster")) {
            return new Trouble(Trouble.Kind.CLUSTER);
        }
        if (!server.recentEnough()) {
            return new Trouble(Trouble.Kind.TOO_OLD, server.version());
        }
        if (!server.master()) {
            return new Trouble(Trouble.Kind.REPLICA);
        }
        return server.named() ? null : new Trouble(Trouble.Kind.NAMELESS);
    }

    private static long deadline() {
        return System.nanoTime() + HANDSHAKE.toNanos();
    }

    /** Daemons that hold on to nothing of the application: neither its class loader nor its inheritable variables. */
    private static ThreadFactory threads(String pool) {
        AtomicInteger number = new AtomicInteger();
        return runnable -> {
            Thread thread =
                    new FastThreadLocalThread(null, runnable, "larder-" + pool + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
