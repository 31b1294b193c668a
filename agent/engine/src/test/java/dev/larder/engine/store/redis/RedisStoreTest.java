package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreContract;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Redis that does well. */
final class RedisStoreTest extends StoreContract {

    private static final String[] NO_TAGS = {};
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected Store open() {
        redis.command("FLUSHALL");
        redis.command("CONFIG", "RESETSTAT");
        return new RedisStores().openUp(redis.url());
    }

    @Test
    void another_jvm_sees_values_evictions_and_leases() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url())) {
            fill(lease("k", "f", "t"), "v", LONG);
            assertThat(other.read("k", "f", NO_TAGS).value()).isEqualTo(bytes("v"));
            assertThat(other.read("k", "f", NO_TAGS).incarnation())
                    .isEqualTo(store.read("k", "f", NO_TAGS).incarnation());

            Lease lease = lease("k", "f", "t");
            assertThat(other.lease("k", "f", NO_TAGS, LONG)).isEqualTo(LeaseReply.Taken.INSTANCE);
            other.evict(List.of("k"), List.of("t"));

            assertThat(value("k", "f")).isNull();
            assertThat(fill(lease, "old", LONG)).isEqualTo(Result.LEASE_LOST);
            assertThat(store.read("k", "f", new String[] {"t"}).generations()[0])
                    .isNotEqualTo(lease.generations()[0]);
        }
    }

    /** One entry holds a part for each shape that is in use, and what is known of the key beside them. */
    @Test
    void what_an_entry_takes_beside_its_values_is_little() throws Exception {
        String value = "v".repeat(200);
        fill(lease("post:1", "0123456789abcdef", "tag"), value, LONG);
        long one = memory("post:1");
        fill(lease("post:1", "fedcba9876543210", "tag"), value, LONG);
        long two = memory("post:1");
        System.out.printf("an entry of one shape takes %d bytes, of two %d, with values of 200 bytes each%n", one, two);
        assertThat(one - 200).isBetween(1L, 300L);
        assertThat(two - one - 200).isBetween(1L, 150L);
    }

    private static long memory(String key) {
        String name = Arrays.stream(redis.command("KEYS", "*" + key).split("\\s+"))
                .filter(each -> each.endsWith(key))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(redis.command("MEMORY", "USAGE", name, "SAMPLES", "0"));
    }

    @Test
    void namespaces_share_nothing() throws Exception {
        try (Store other = new RedisStores().openUp(redis.url(), "other")) {
            Lease lease = lease("k", "f", "t");
            other.evict(List.of("k"), List.of("t"));

            assertThat(fill(lease, "v", LONG)).isEqualTo(Result.STORED);
            assertThat(store.read("k", "f", new String[] {"t"}).generations()).isEqualTo(lease.generations());
            assertThat(other.read("k", "f", NO_TAGS).value()).isNull();
        }
    }

    @Test
    void every_key_in_redis_is_as_documented_and_has_a_time_to_live() throws Exception {
        fill(lease("user:7", "f", "user:7:*"), "v", LONG);
        lease("user:8", "f", LONG);

        assertThat(redis.command("KEYS", "*").lines())
                .containsExactlyInAnyOrder("test:user:7", "test:user:8", "test@gen:user:7:*", "test@seq");
        assertThat(ttl("test@seq")).isGreaterThan(RedisStores.LONGEST_TTL.toMillis());
        assertThat(redis.command("HKEYS", "test:user:7")).isEqualTo("f");
        assertThat(redis.command("HKEYS", "test:user:8")).isEqualTo("#f");
        assertThat(ttl("test:user:7")).isBetween(1L, LONG.toMillis());
        assertThat(ttl("test:user:8")).isBetween(1L, LONG.toMillis());
        assertThat(ttl("test@gen:user:7:*"))
                .isBetween(
                        RedisStores.LONGEST_TTL.toMillis(),
                        RedisStores.LONGEST_TTL.plusHours(1).toMillis());
    }

    private static long ttl(String key) {
        return Long.parseLong(redis.command("PTTL", key));
    }

    @Test
    void a_lease_keeps_the_generations_that_it_sees() throws Exception {
        lease("k", "f", "t");
        redis.command("PEXPIRE", "test@gen:t", "60000");
        lease("k2", "f", "t");

        assertThat(ttl("test@gen:t")).isGreaterThan(RedisStores.LONGEST_TTL.toMillis());
    }

    @Test
    void a_lease_given_back_leaves_nothing() throws Exception {
        store.release(lease("k", "f"));
        value("k", "f"); // travels behind it

        assertThat(redis.command("EXISTS", "test:k")).isEqualTo("0");
    }

    @Test
    void generations_lost_with_everything_else_are_drawn_anew() throws Exception {
        Lease before = lease("k", "f", "t");
        fill(before, "v", LONG);
        Lease lost = lease("k2", "f", "t");

        redis.command("FLUSHALL");

        assertThat(store.read("k", "f", new String[] {"t"}).generations()).containsExactly(0);
        assertThat(fill(lost, "v", LONG)).isEqualTo(Result.LEASE_LOST);
        assertThat(lease("k", "f", "t").generations()[0]).isNotZero().isNotEqualTo(before.generations()[0]);
    }

    @Test
    void scripts_that_redis_forgot_are_sent_again() throws Exception {
        Lease filled = lease("k", "f");
        redis.command("SCRIPT", "FLUSH");
        assertThat(fill(filled, "v", LONG)).isEqualTo(Result.STORED);

        redis.command("SCRIPT", "FLUSH");
        Lease released = lease("k", "f");

        redis.command("SCRIPT", "FLUSH");
        store.release(released);
        await().atMost(Duration.ofSeconds(10)).until(() -> store.lease("k", "f", NO_TAGS, LONG) instanceof Lease);
    }

    @Test
    void a_step_of_the_clock_blocks_no_key() throws Exception {
        // As if a lease had been given by a clock that was an hour ahead
        long ahead = System.currentTimeMillis() + 3_600_000;
        redis.command("HSET", "test:k", "#f", "0123456789abcdef" + ahead + ":10000");

        lease("k", "f");
    }

    @Test
    void a_key_that_another_program_uses_is_evicted_and_used() throws Exception {
        redis.command("SET", "test:k", "not ours");
        store.evict(List.of("k"), List.of());

        assertThat(fill(lease("k", "f"), "v", LONG)).isEqualTo(Result.STORED);
    }

    @Test
    void only_the_documented_commands_are_used() throws Exception {
        redis.command("CONFIG", "RESETSTAT");
        try (Store other = new RedisStores().openUp(redis.url())) {
            fill(lease("k", "f", "t"), "v", LONG);
            fill(lease("k", "g", "t"), "v", LONG);
            value("k", "f");
            store.release(lease("k", "f", "t"));
            store.evict(List.of("k", "l"), List.of("t", "u"));
            other.read("k", "f", new String[] {"t"});
        }
        String used = redis.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                .collect(Collectors.joining(" "));

        assertThat(used.split(" "))
                .contains("hget", "mget", "evalsha")
                .isSubsetOf(
                        "hget",
                        "hset",
                        "hdel",
                        "hkeys",
                        "mget",
                        "set",
                        "get",
                        "del",
                        "setrange",
                        "pexpire",
                        "pttl",
                        "time",
                        "evalsha",
                        "eval",
                        "script|load",
                        "script",
                        "info",
                        "ping",
                        "hello",
                        "client|setinfo",
                        "client",
                        // this test's own
                        "config|resetstat",
                        "config");
    }

    @Test
    void a_read_is_one_command_for_the_value_and_one_for_all_generations() throws Exception {
        fill(lease("k", "f", "a", "b", "c"), "v", LONG);
        redis.command("CONFIG", "RESETSTAT");
        for (int i = 0; i < 100; i++) {
            store.read("k", "f", new String[] {"a", "b", "c"});
        }
        String stats = redis.command("INFO", "commandstats");

        assertThat(stats)
                .contains("cmdstat_hget:calls=100,")
                .contains("cmdstat_mget:calls=100,")
                .doesNotContain("eval");
    }

    @Test
    void each_command_is_timed_under_its_name() throws Exception {
        Set<String> timed = ConcurrentHashMap.newKeySet();
        Log silent = new Log(System.err, Log.Level.OFF);
        try (Store other = Stores.open(
                new StoreSettings("test", redis.url(), false, Duration.ofSeconds(2)),
                new FixedUse(List.of(), LONG),
                (command, nanos) -> {
                    assertThat(nanos).isPositive();
                    timed.add(command);
                },
                silent)) {
            other.wake();
            RedisStores.awaitUp(other);
            other.read("k", "f", NO_TAGS);
            other.release((Lease) other.lease("k", "f", NO_TAGS, LONG));
            other.fill((Lease) other.lease("k", "f", NO_TAGS, LONG), bytes("v"), LONG, result -> {});
            other.evict(List.of("k"), List.of());

            await().untilAsserted(() -> assertThat(timed).containsOnly("read", "lease", "fill", "release", "evict"));
        }
    }

    @Test
    void an_interrupted_thread_is_served_and_stays_interrupted() throws Exception {
        fill(lease("k", "f"), "v", LONG);
        Thread.currentThread().interrupt();
        try {
            assertThat(value("k", "f")).isEqualTo("v");
            store.evict(List.of("k"), List.of());
            assertThat(store.pendingEvictions()).isZero();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(value("k", "f")).isNull();
    }
}
