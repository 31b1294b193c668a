package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.Lease;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What it costs Redis to evict a pattern, whatever the number of keys below it. At length:
 * {@code -Dtest=EvictionCostTest -Dlarder.test.keys=1000000 -Dlarder.test.reads=200000}. How long others' reads take meanwhile
 * is printed, and held against anything only then: that is for a machine that isn't busy with other tests.
 */
final class EvictionCostTest {
    private static final int KEYS = Integer.getInteger("larder.test.keys", 100_000);
    private static final boolean AT_LENGTH = System.getProperty("larder.test.keys") != null;
    private static final int SLICES = 20;
    private static final Duration TTL = AT_LENGTH ? Duration.ofSeconds(60) : Duration.ofMinutes(10);
    private static final int READS = Integer.getInteger("larder.test.reads", 3_000);
    private static final Targets POSTS = new Targets(Set.of(), Set.of("posts:*"), Set.of("@posts"));
    private static final String[] TAGS = {"posts:*", "@posts"};

    private static long called(RedisServer redis, String command) {
        return Arrays.stream(redis.command("INFO", "commandstats").split("\r?\n"))
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
                .sum();
    }

    /** By the server's own clock, so that a busy machine makes no difference; in microseconds. */
    private static double spent(RedisServer redis, String command) {
        return Arrays.stream(redis.command("INFO", "commandstats").split("\r?\n"))
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*,usec=(\\d+),.*", "$1")))
                .sum();
    }

    /** How long another client's reads take, in nanoseconds: one slice of them. */
    private static long[] reads(Store store) {
        long[] nanos = new long[READS / SLICES];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            try {
                store.read("posts:2", "f", TAGS);
            } catch (StoreException away) {
                throw new AssertionError(away);
            }
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    /** In microseconds. */
    private static double p99(List<long[]> slices) {
        long[] all = slices.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return all[all.length * 99 / 100] / 1e3;
    }

    @Test
    void others_are_not_held_up() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = new RedisStores().openUp(redis.url());
                Store other = new RedisStores().openUp(redis.url())) {
            fill(redis);
            // Redis answered nobody meanwhile
            RedisStores.awaitUp(store);
            RedisStores.awaitUp(other);
            reads(other);
            List<long[]> quiet = new ArrayList<>();
            List<long[]> beside = new ArrayList<>();
            int evictions = 0;
            // In turn, so that what else the machine does falls on both
            for (int slice = 0; slice < SLICES; slice++) {
                quiet.add(reads(other));
                CompletableFuture<long[]> reading = CompletableFuture.supplyAsync(() -> reads(other));
                while (!reading.isDone()) {
                    store.evict(POSTS, 0);
                    evictions++;
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                beside.add(reading.join());
            }
            System.out.printf(
                    "p99 of others' reads over %d keys: %.0f us in quiet, %.0f us beside %d evictions of posts:*%n",
                    KEYS, p99(quiet), p99(beside), evictions);
            assertThat(evictions).isPositive();
            if (AT_LENGTH) {
                // A sweep over the keys would take most of a second
                assertThat(p99(beside)).isLessThan(2 * p99(quiet));
            }
        }
    }

    /** As the store leaves them, for whom it is tested elsewhere that each has a time to live. */
    private static void fill(RedisServer redis) {
        redis.command(
                "EVAL",
                "for i = 1, tonumber(ARGV[1]) do local key = 'test:posts:' .. i"
                        + " redis.call('HSET', key, 'f', 'a value') redis.call('PEXPIRE', key, ARGV[2]) end",
                "0",
                Integer.toString(KEYS),
                Long.toString(TTL.toMillis()));
        assertThat(Long.parseLong(redis.command("DBSIZE").trim())).isGreaterThanOrEqualTo(KEYS);
    }

    @Test
    void evicting_a_pattern_is_one_command_whose_time_does_not_grow_with_the_keys() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = new RedisStores().openUp(redis.url())) {
            Lease before = (Lease) store.lease("posts:1", "f", TAGS, Duration.ofMinutes(1));
            fill(redis);
            RedisStores.awaitUp(store);

            long calls = called(redis, "evalsha");
            double[] took = new double[20];
            for (int i = 0; i < took.length; i++) {
                double start = spent(redis, "evalsha");
                store.evict(POSTS, 0);
                took[i] = spent(redis, "evalsha") - start;
            }
            Arrays.sort(took);
            System.out.printf(
                    "evicting posts:* over %d keys: %.0f us in Redis (median of %d), at most %.0f%n",
                    KEYS, took[took.length / 2], took.length, took[took.length - 1]);

            assertThat(called(redis, "evalsha") - calls).isEqualTo(took.length);
            assertThat(called(redis, "del") + called(redis, "unlink") + called(redis, "scan"))
                    .isZero();
            assertThat(took[took.length / 2]).as("microseconds").isLessThan(1_000);
            assertThat(store.read("posts:1", "f", TAGS).generations()[0])
                    .as("so that none of them is served")
                    .isNotEqualTo(before.generations()[0]);
            if (AT_LENGTH) {
                await().atMost(TTL.multipliedBy(2))
                        .until(() -> redis.command("DBSIZE").trim(), left -> Long.parseLong(left) < 10);
            }
        }
    }
}
