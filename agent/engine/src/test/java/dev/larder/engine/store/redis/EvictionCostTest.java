package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.Lease;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * What it costs Redis to evict a pattern, whatever the number of keys below it. At length:
 * {@code -Dtest=EvictionCostTest -Dlarder.test.keys=1000000 -Dlarder.test.reads=200000}. How long others' reads take meanwhile
 * is printed and not held against anything: that is for an idle machine.
 */
final class EvictionCostTest {
    private static final int KEYS = Integer.getInteger("larder.test.keys", 100_000);
    private static final int READS = Integer.getInteger("larder.test.reads", 3_000);
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

    /** Of another client's reads, in microseconds. */
    private static double p99(Store store) {
        long[] nanos = new long[READS];
        for (int i = 0; i < READS; i++) {
            long start = System.nanoTime();
            try {
                store.read("posts:2", "f", TAGS);
            } catch (StoreException away) {
                throw new AssertionError(away);
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[READS * 99 / 100] / 1e3;
    }

    @Test
    void others_are_not_held_up() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = new RedisStores().openUp(redis.url());
                Store other = new RedisStores().openUp(redis.url())) {
            fill(redis);
            p99(other);
            double quiet = p99(other);
            CompletableFuture<Double> reading = CompletableFuture.supplyAsync(() -> p99(other));
            int evictions = 0;
            while (!reading.isDone()) {
                store.evict(new Targets(Set.of(), Set.of("posts:*"), Set.of("@posts")), 0);
                evictions++;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            assertThat(evictions).isPositive();
            System.out.printf(
                    "p99 of others' reads over %d keys: %.0f us in quiet, %.0f us beside %d evictions of posts:*%n",
                    KEYS, quiet, reading.join(), evictions);
        }
    }

    private static void fill(RedisServer redis) {
        redis.command(
                "EVAL",
                "for i = 1, tonumber(ARGV[1]) do local key = 'test:posts:' .. i"
                        + " redis.call('HSET', key, 'f', 'a value') redis.call('PEXPIRE', key, 600000) end",
                "0",
                Integer.toString(KEYS));
        assertThat(Long.parseLong(redis.command("DBSIZE").trim())).isGreaterThanOrEqualTo(KEYS);
    }

    @Test
    void evicting_a_pattern_is_one_command_whose_time_does_not_grow_with_the_keys() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store store = new RedisStores().openUp(redis.url())) {
            Lease before = (Lease) store.lease("posts:1", "f", TAGS, Duration.ofMinutes(1));
            fill(redis);

            long calls = called(redis, "evalsha");
            double[] took = new double[20];
            for (int i = 0; i < took.length; i++) {
                double start = spent(redis, "evalsha");
                store.evict(new Targets(Set.of(), Set.of("posts:*"), Set.of("@posts")), 0);
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
        }
    }
}
