package dev.larder.engine.store.redis;

import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Finding;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Targets;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Goes through what Larder needs of a Redis, from the first connection to an eviction, with a key of its own that it takes
 * away again. For people: takes seconds, and goes on as far as it can.
 */
public final class RedisExamination {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int ROUND_TRIPS = 50;

    private final StoreSettings settings;
    private final List<Finding> findings = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();

    private RedisExamination(StoreSettings settings) {
        this.settings = settings;
    }

    public static List<Finding> of(StoreSettings settings) {
        RedisExamination examination = new RedisExamination(settings);
        examination.run();
        return List.copyOf(examination.findings);
    }

    /** Once more where the connection has ended before its answer was seen, which may say why. */
    private static StatefulRedisConnection<byte[], byte[]> connect(LineOpener opener) throws Trouble {
        try {
            return opener.connect();
        } catch (Trouble first) {
            if (first.kind() != Trouble.Kind.CLOSED) {
                throw first;
            }
            return opener.connect();
        }
    }

    private void run() {
        KeySpace names = new KeySpace(settings.namespace());
        try (LineOpener opener = new LineOpener(settings, names, random, () -> Duration.ofMinutes(1), lost -> {})) {
            long start = System.nanoTime();
            StatefulRedisConnection<byte[], byte[]> connection = connect(opener);
            try {
                connected(connection, start, names);
            } finally {
                connection.close();
            }
        } catch (Trouble trouble) {
            findings.add(Finding.error("no connection: " + trouble.what(), trouble.todo()));
        } catch (Fault fault) {
            Trouble trouble = Trouble.of(fault);
            findings.add(Finding.error("Redis stopped answering as it should: " + trouble.what(), trouble.todo()));
        }
    }

    private void connected(StatefulRedisConnection<byte[], byte[]> connection, long start, KeySpace names)
            throws Fault {
        boolean tls = settings.url().startsWith("rediss");
        findings.add(Finding.ok("connected" + (tls ? " by TLS" : "") + " in " + millis(System.nanoTime() - start)));
        Map<String, String> said = info(connection);
        if (said.isEmpty()) {
            return;
        }
        ServerInfo server = ServerInfo.of(said);
        Trouble unfit = LineOpener.unfit(server);
        if (unfit != null) {
            findings.add(Finding.error("the server is not fit: " + unfit.what(), unfit.todo()));
            return;
        }
        findings.add(Finding.ok("Redis " + server.version() + ", a master"
                + ("0".equals(said.getOrDefault("connected_slaves", "0"))
                        ? ""
                        : " with " + said.get("connected_slaves") + " replicas")));
        boolean allowed = new CommandRights(connection, names, findings).examine();
        roundTrip(connection);
        if (allowed) {
            protocol(new Line(connection, names, random, () -> Duration.ofMinutes(1), server.incarnation()));
        }
        ServerCondition.examine(said, findings);
        openness(said);
    }

    private Map<String, String> info(StatefulRedisConnection<byte[], byte[]> connection) throws Fault {
        ValueOutput<byte[], byte[]> info = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(1);
        batch.add(CommandType.INFO, info, Batch.arguments());
        batch.run(connection, deadline());
        String refused = batch.error(0);
        Map<String, String> said = new HashMap<>();
        if (refused == null) {
            ServerInfo.read(info.get(), said);
        } else {
            Trouble trouble = Trouble.of(Fault.ofReply(refused));
            findings.add(Finding.error("INFO is refused: " + trouble.what(), trouble.todo()));
        }
        return said;
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private void roundTrip(StatefulRedisConnection<byte[], byte[]> connection) throws Fault {
        long[] times = new long[ROUND_TRIPS];
        for (int i = 0; i < times.length; i++) {
            Batch ping = new Batch(1);
            ping.add(CommandType.PING, new StatusOutput<>(ByteArrayCodec.INSTANCE), Batch.arguments());
            long start = System.nanoTime();
            ping.run(connection, deadline());
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        long median = times[times.length / 2];
        String what = "a round trip takes " + millis(median) + ", at worst " + millis(times[times.length - 1]);
        long budget = settings.budget().toNanos();
        if (median > budget) {
            findings.add(Finding.error(
                    what + ": more than the budget of " + settings.budget().toMillis()
                            + " ms, so that calls go past the cache",
                    "move Redis nearer, or raise store.budget"));
        } else if (median > budget / 5) {
            findings.add(Finding.warning(
                    what + ": near the budget of " + settings.budget().toMillis() + " ms",
                    "move Redis nearer, or raise store.budget; cache only what takes much longer than that"));
        } else {
            findings.add(Finding.ok(what));
        }
    }

    private static String millis(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    /** As a call of a cached method does it, then as a write does. */
    private void protocol(Line line) throws Fault {
        byte[] drawn = new byte[8];
        random.nextBytes(drawn);
        String key = "%doctor." + HexFormat.of().formatHex(drawn);
        try {
            if (!stored(line, key, PATIENCE)) {
                return;
            }
            if (line.read(key, "f", new String[] {key}, deadline()).value() == null) {
                findings.add(Finding.error(
                        "what was written can't be read", "see whether something between removes or changes it"));
                return;
            }
            line.evict(new Targets(Set.of(key), Set.of(key), Set.of()), List.of(), deadline());
            if (line.read(key, "f", new String[] {key}, deadline()).value() != null) {
                findings.add(
                        Finding.error("what was evicted is still there", "see what answers in the place of Redis"));
                return;
            }
            findings.add(Finding.ok("a value was written, read and evicted"));
            expires(line, key);
        } finally {
            Batch clean = new Batch(1);
            clean.add(
                    CommandType.UNLINK,
                    new io.lettuce.core.output.IntegerOutput<>(ByteArrayCodec.INSTANCE),
                    Batch.arguments()
                            .addKey(line.wire().names().key(key))
                            .addKey(line.wire().names().generation(key)));
            clean.run(line.wire().connection(), deadline());
        }
    }

    private boolean stored(Line line, String key, Duration ttl) throws Fault {
        LeaseReply reply;
        try {
            reply = line.lease(key, "f", new String[] {key}, LeaseTerms.of(PATIENCE), deadline());
        } catch (Fault fault) {
            refused(fault);
            return false;
        }
        if (!(reply instanceof Lease lease)) {
            findings.add(Finding.error("no lease was given for a new key", "see what answers in the place of Redis"));
            return false;
        }
        CompletableFuture<Fault> failed = new CompletableFuture<>();
        CompletableFuture<FillOutcome.Result> result = new CompletableFuture<>();
        line.leases().fill(lease, new byte[] {1}, ttl, (outcome, fault) -> {
            if (fault != null) {
                failed.complete(fault);
            }
            result.complete(outcome);
        });
        FillOutcome.Result outcome = result.completeOnTimeout(
                        FillOutcome.Result.FAILED, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (outcome != FillOutcome.Result.STORED) {
            refused(failed.getNow(new Fault(Fault.Kind.SLOW, "no answer in time")));
            return false;
        }
        return true;
    }

    private void refused(Fault fault) {
        String said = String.valueOf(fault.getMessage());
        if (said.startsWith("OOM")) {
            findings.add(Finding.error(
                    "nothing can be written: the memory is full (" + said + ")",
                    "raise maxmemory, or set a maxmemory-policy that evicts, such as allkeys-lfu"));
        } else if (said.startsWith("MISCONF")) {
            findings.add(Finding.error(
                    "nothing can be written: Redis can't save to its disk (" + said + ")",
                    "see its log; a cache needs no persistence: save \"\" in redis.conf"));
        } else {
            Trouble trouble = Trouble.of(fault);
            findings.add(Finding.error("nothing can be written: " + trouble.what(), trouble.todo()));
        }
    }

    private void expires(Line line, String key) throws Fault {
        if (!stored(line, key, SHORT)) {
            return;
        }
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        while (line.read(key, "f", new String[0], deadline()).value() != null) {
            if (System.nanoTime() - end > 0) {
                findings.add(Finding.error(
                        "a value with a time to live of " + SHORT.toMillis() + " ms is still there after 3 s",
                        "see whether the clock of the Redis host stands still"));
                return;
            }
        }
        findings.add(Finding.ok("values run out by their time to live"));
    }

    private void openness(Map<String, String> said) {
        String url = settings.url();
        boolean password = url.indexOf('@') >= 0;
        String address = url.substring(url.indexOf("//") + 2, url.length());
        address = address.substring(address.lastIndexOf('@') + 1);
        boolean here = address.startsWith("localhost") || address.startsWith("127.") || address.startsWith("[::1]");
        if (password) {
            findings.add(Finding.ok("a password is asked for"));
        } else if (here) {
            findings.add(Finding.ok("no password is asked for; it was reached through this machine's own address"));
        } else {
            findings.add(Finding.warning(
                    "no password is asked for, and it is reached through the network: whoever reaches it can read and"
                            + " change what is cached",
                    "set requirepass or an ACL user, and let only the application's hosts in; or seal the values"));
        }
        String clients = said.getOrDefault("connected_clients", "");
        String most = said.getOrDefault("maxclients", "");
        if (!clients.isEmpty() && !most.isEmpty() && Long.parseLong(clients) * 10 > Long.parseLong(most) * 9) {
            findings.add(Finding.warning(
                    clients + " of at most " + most + " clients are connected", "raise maxclients in redis.conf"));
        }
    }
}
