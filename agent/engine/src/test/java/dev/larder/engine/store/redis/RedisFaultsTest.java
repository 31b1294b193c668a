package dev.larder.engine.store.redis;

import static dev.larder.engine.store.redis.RedisStores.awaitDown;
import static dev.larder.engine.store.redis.RedisStores.awaitUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that is killed, stopped, cut off, emptied. */
final class RedisFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String[] NO_TAGS = {};
    private static final String[] TAG = {"t"};

    private RedisServer redis;
    private FaultyProxy proxy;
    private final RedisStores stores = new RedisStores();

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        proxy = FaultyProxy.to(redis.port());
    }

    @AfterEach
    void stop() {
        proxy.close();
        redis.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Lease lease(Store store, String key, String... tags) throws StoreException {
        return (Lease) store.lease(key, "f", tags, LONG);
    }

    private static CompletableFuture<Result> fill(Store store, Lease lease) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease, bytes("v"), LONG, result::complete);
        return result.orTimeout(20, TimeUnit.SECONDS);
    }

    private static void stored(Store store, String key, String... tags) throws StoreException {
        assertThat(fill(store, lease(store, key, tags)).join()).isEqualTo(Result.STORED);
    }

    private static byte[] value(Store store, String key) throws StoreException {
        return store.read(key, "f", NO_TAGS).value();
    }

    @Test
    void after_a_restart_hits_return_within_seconds_under_another_incarnation() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            stored(store, "k", "t");
            Lease old = lease(store, "k2", "t");

            redis.kill();
            awaitDown(store);
            assertThatThrownBy(() -> value(store, "k")).isInstanceOf(StoreException.class);
            assertThat(fill(store, old).join()).isEqualTo(Result.FAILED);
            redis.restart();
            long back = System.nanoTime();
            awaitUp(store);
            assertThat(System.nanoTime() - back)
                    .isLessThan(Duration.ofSeconds(3).toNanos());

            Lease fresh = lease(store, "k", "t");
            assertThat(fresh.incarnation()).isNotEqualTo(old.incarnation());
            assertThat(fresh.generations()[0]).isNotEqualTo(old.generations()[0]);
            assertThat(fill(store, old).join()).isEqualTo(Result.LEASE_LOST);
            assertThat(fill(store, fresh).join()).isEqualTo(Result.STORED);
        }
        assertThat(stores.count("was lost")).isEqualTo(1);
        assertThat(stores.count("is up")).isEqualTo(2);
    }

    @Test
    void a_lease_that_came_back_with_an_old_snapshot_stores_nothing() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            Lease old = lease(store, "k");
            redis.command("SAVE");
            redis.kill();
            awaitDown(store);
            redis.restart();
            awaitUp(store);

            assertThat(redis.command("HKEYS", "test:k")).isEqualTo("#f");
            assertThat(fill(store, old).join()).isEqualTo(Result.LEASE_LOST);
        }
    }

    @Test
    void while_redis_hangs_one_budget_is_lost_and_no_more() throws Exception {
        stores.budget(Duration.ofMillis(200));
        try (Store store = stores.openUp(redis.url())) {
            stored(store, "k");
            redis.pause();

            long start = System.nanoTime();
            assertThatThrownBy(() -> value(store, "k")).isInstanceOf(StoreException.class);
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofMillis(600).toNanos());
            assertThat(store.up()).isFalse();

            // Nothing is sent any more: as many calls as there were milliseconds, in far less time
            start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> value(store, "k")).isInstanceOf(StoreException.class);
                assertThat(store.up()).isFalse();
            }
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(1).toNanos());

            redis.resume();
            awaitUp(store);
            assertThat(value(store, "k")).isEqualTo(bytes("v"));
        }
    }

    @Test
    void a_redis_that_hangs_is_noticed_without_a_call() throws Exception {
        stores.budget(Duration.ofMillis(200));
        try (Store store = stores.openUp(redis.url())) {
            redis.pause();
            awaitDown(store);
            stores.awaitLogged("was lost: it does not answer");
            redis.resume();
            awaitUp(store);
        }
    }

    private static final Targets KEY = Targets.of(Set.of("k"), Set.of());

    @Test
    void a_write_waits_longer_for_redis_than_a_read() throws Exception {
        stores.budget(Duration.ofMillis(20)).writeBudget(Duration.ofSeconds(20));
        try (Store store = stores.openUp(proxy.url());
                Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            proxy.stall(true);
            assertThatThrownBy(() -> value(store, "k")).isInstanceOf(StoreException.class);
            assertThat(store.up()).isFalse();
            FutureTask<Boolean> written = new FutureTask<>(() -> {
                store.mark(KEY, 7, LONG);
                boolean doubtful = value(other, "k") == null;
                store.evict(KEY, 7);
                return doubtful;
            });
            Thread writer = new Thread(written);
            writer.start();
            await().until(() -> writer.getState() == Thread.State.TIMED_WAITING || written.isDone());
            proxy.stall(false);

            assertThat(written.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(store.pendingEvictions()).isZero();
            assertThat(value(other, "k")).isNull();
        }
    }

    @Test
    void while_redis_hangs_writes_lose_their_budget_once_and_no_more() throws Exception {
        stores.budget(Duration.ofMillis(50)).writeBudget(Duration.ofMillis(500));
        try (Store store = stores.openUp(redis.url())) {
            redis.pause();
            long start = System.nanoTime();
            assertThatThrownBy(() -> store.mark(KEY, 7, LONG)).isInstanceOf(StoreException.class);
            store.evict(KEY, 7);
            // Far below two of them, on a machine that is busy with other tests as well
            assertThat(System.nanoTime() - start)
                    .isBetween(
                            Duration.ofMillis(450).toNanos(),
                            Duration.ofMillis(900).toNanos());

            start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> store.mark(KEY, 7, LONG)).isInstanceOf(StoreException.class);
                store.evict(KEY, 7);
            }
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(2).toNanos());
            redis.resume();
            awaitUp(store);
            assertThat(store.pendingEvictions()).isZero();
        }
    }

    @Test
    void an_eviction_on_a_connection_that_is_cut_returns_when_it_is_carried_out() throws Exception {
        stores.writeBudget(Duration.ofSeconds(20));
        try (Store store = stores.openUp(proxy.url());
                Store other = stores.openUp(redis.url())) {
            stored(other, "k");
            // Kept out until the eviction waits: a line that is cut alone is back before anybody has looked
            proxy.refuse(true);
            proxy.cut();
            awaitDown(store);
            FutureTask<Boolean> evicted = new FutureTask<>(() -> {
                store.evict(List.of("k"), List.of());
                return value(other, "k") == null;
            });
            Thread writer = new Thread(evicted);
            writer.start();
            await().until(() -> writer.getState() == Thread.State.TIMED_WAITING || evicted.isDone());
            assertThat(evicted.isDone()).isFalse();
            proxy.refuse(false);

            assertThat(evicted.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_fill_that_is_never_answered_ends_as_failed_once() throws Exception {
        stores.budget(Duration.ofMillis(200));
        try (Store store = stores.openUp(redis.url())) {
            Lease lease = lease(store, "k");
            AtomicInteger told = new AtomicInteger();
            CompletableFuture<Result> result = new CompletableFuture<>();
            redis.pause();
            store.fill(lease, bytes("v"), LONG, outcome -> {
                told.incrementAndGet();
                result.complete(outcome);
            });

            assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(Result.FAILED);
            redis.resume();
            awaitUp(store);
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void evictions_while_redis_is_away_are_carried_out_before_it_is_used_again() throws Exception {
        try (Store store = stores.openUp(proxy.url());
                Store other = stores.openUp(redis.url())) {
            stored(store, "k");
            stored(store, "tagged", "t");
            long before = other.read("tagged", "f", TAG).generations()[0];
            proxy.refuse(true);
            proxy.cut();
            awaitDown(store);

            store.evict(List.of("k"), List.of("t"));
            assertThat(store.pendingEvictions()).isEqualTo(2);
            assertThat(value(other, "k")).isNotNull();

            proxy.refuse(false);
            awaitUp(store);
            assertThat(store.pendingEvictions()).isZero();
            assertThat(value(store, "k")).isNull();
            assertThat(other.read("tagged", "f", TAG).generations()[0]).isNotEqualTo(before);
        }
    }

    @Test
    void an_eviction_whose_answer_does_not_come_is_carried_out_again() throws Exception {
        stores.budget(Duration.ofMillis(200));
        try (Store store = stores.openUp(proxy.url());
                Store other = new RedisStores().openUp(redis.url())) {
            stored(other, "k");
            proxy.stall(true);

            store.evict(List.of("k"), List.of());
            assertThat(store.up()).isFalse();
            assertThat(store.pendingEvictions()).isEqualTo(1);

            proxy.stall(false);
            awaitUp(store);
            assertThat(value(other, "k")).isNull();
        }
    }

    @Test
    void evictions_before_the_first_connection_are_carried_out() throws Exception {
        try (Store other = stores.openUp(redis.url())) {
            stored(other, "k");
            proxy.refuse(true);
            try (Store store = stores.open(proxy.url())) {
                store.evict(List.of("k"), List.of());
                assertThat(store.pendingEvictions()).isEqualTo(1);
                proxy.refuse(false);
                awaitUp(store);
                assertThat(value(other, "k")).isNull();
            }
        }
    }

    @Test
    void an_eviction_waits_for_the_next_line_where_its_own_was_just_lost() throws Exception {
        try (Store store = stores.openUp(proxy.url());
                Store other = stores.openUp(redis.url())) {
            for (int cut = 0; cut < 3; cut++) {
                stored(other, "k");
                proxy.cut();
                store.evict(List.of("k"), List.of());
                assertThat(value(other, "k")).isNull();
                awaitUp(store);
            }
        }
    }

    @Test
    void no_eviction_waits_while_the_store_is_away_for_longer() {
        try (Store store = stores.budget(Duration.ofMillis(300)).openUp(proxy.url())) {
            proxy.refuse(true);
            proxy.cut();
            awaitDown(store);
            store.evict(List.of("k"), List.of());
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                store.evict(List.of("k" + i), List.of());
            }
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofMillis(100L * 300).toNanos());
            assertThat(store.up()).isFalse();
        }
    }

    @Test
    void no_eviction_slips_in_between_catching_up_and_use() {
        stores.writeBudget(Duration.ofMillis(1));
        try (Store store = stores.openUp(proxy.url())) {
            for (int cut = 0; cut < 4; cut++) {
                proxy.refuse(true);
                proxy.cut();
                awaitDown(store);
                // Waits for as long as evictions do after a loss: those that follow don't
                store.evict(List.of("k"), List.of());
                proxy.refuse(false);
                // Evicts without a pause until the line is back: some of them fall between the two
                while (!store.up()) {
                    store.evict(List.of("k"), List.of());
                    // In this order: only this thread could add to what is pending while the store is up
                    boolean up = store.up();
                    assertThat(up && store.pendingEvictions() > 0).isFalse();
                }
            }
        }
    }

    @Test
    void more_evictions_than_can_be_remembered_evict_everything() throws Exception {
        try (Store store = stores.openUp(proxy.url());
                Store other = stores.openUp(redis.url())) {
            Lease before = lease(other, "k", "@cache");
            assertThat(fill(other, before).join()).isEqualTo(Result.STORED);
            proxy.refuse(true);
            proxy.cut();
            awaitDown(store);

            List<String> some = new ArrayList<>();
            for (int i = 0; i <= PendingEvictions.BOUND; i++) {
                some.add("another" + i);
            }
            store.evict(some, List.of());
            assertThat(store.pendingEvictions()).isEqualTo(1);

            proxy.refuse(false);
            awaitUp(store);
            assertThat(other.read("k", "f", new String[] {"@cache"}).generations()[0])
                    .isNotEqualTo(before.generations()[0]);
        }
    }

    @Test
    void a_connection_that_is_cut_is_opened_anew() throws Exception {
        try (Store store = stores.openUp(proxy.url())) {
            stored(store, "k");
            long incarnation = store.read("k", "f", NO_TAGS).incarnation();
            for (int i = 0; i < 3; i++) {
                int before = proxy.accepted();
                proxy.cut();
                // Too short to be seen from the store's outside
                await().until(() -> proxy.accepted() > before);
                awaitUp(store);
                assertThat(store.read("k", "f", NO_TAGS).value()).isEqualTo(bytes("v"));
                assertThat(store.read("k", "f", NO_TAGS).incarnation()).isEqualTo(incarnation);
            }
        }
    }

    @Test
    void a_server_that_becomes_a_replica_is_left() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            // Of a master that isn't there: nothing but the role changes
            redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RedisServer.freePort()));
            stores.awaitLogged("it is a replica");
            assertThat(store.up()).isFalse();

            redis.command("REPLICAOF", "NO", "ONE");
            awaitUp(store);
        }
    }

    @Test
    void another_history_of_the_same_process_is_another_incarnation() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            long incarnation = store.read("k", "f", NO_TAGS).incarnation();
            String process = redis.command("INFO", "server")
                    .lines()
                    .filter(line -> line.startsWith("run_id"))
                    .findFirst()
                    .orElseThrow();
            // Over and back between two looks, on a connection that stays
            redis.command("REPLICAOF", "127.0.0.1", Integer.toString(RedisServer.freePort()));
            redis.command("REPLICAOF", "NO", "ONE");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> store.up() && store.read("k", "f", NO_TAGS).incarnation() != incarnation);
            assertThat(redis.command("INFO", "server")).contains(process);
        }
    }

    @Test
    void a_full_redis_refuses_values_but_not_evictions() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            stored(store, "k", "t");
            Lease lease = lease(store, "full", "t");
            Lease before = (Lease) store.lease("k", "g", TAG, LONG);
            redis.command("CONFIG", "SET", "maxmemory", "1");

            assertThat(fill(store, lease).join()).isEqualTo(Result.FAILED);
            assertThatThrownBy(() -> lease(store, "another", "t")).isInstanceOf(StoreException.class);
            assertThat(value(store, "k")).as("hits go on").isEqualTo(bytes("v"));
            assertThat(store.up()).isTrue();

            store.evict(List.of("k"), List.of("t"));
            assertThat(store.up()).isTrue();
            assertThat(store.pendingEvictions()).isZero();
            assertThat(value(store, "k")).isNull();
            assertThat(store.read("k", "f", TAG).generations()).containsExactly(0);

            redis.command("CONFIG", "SET", "maxmemory", "0");
            Lease after = lease(store, "full", "t");
            assertThat(after.generations()[0]).isNotZero().isNotEqualTo(before.generations()[0]);
        }
        assertThat(stores.count("memory is full"))
                .as("once for values and once for leases, which Redis refuses in other words")
                .isEqualTo(2);
    }

    @Test
    void where_evictions_are_refused_nothing_is_read_until_they_are_not() throws Exception {
        try (Store store = stores.openUp(redis.url())) {
            stored(store, "k");
            redis.command("ACL", "SETUSER", "default", "-unlink", "-evalsha");
            store.evict(List.of("k"), List.of());
            assertThat(store.up()).as("at once").isFalse();

            stores.awaitLogged("its user may not run what Larder needs (NOPERM");
            assertThat(store.up()).isFalse();
            redis.command("ACL", "SETUSER", "default", "+unlink", "+evalsha");
            awaitUp(store);
            assertThat(value(store, "k")).isNull();
        }
    }

    @Test
    void a_slow_answer_to_a_lease_leaves_no_lease_behind() throws Exception {
        stores.budget(Duration.ofMillis(200));
        try (Store store = stores.openUp(proxy.url());
                Store other = new RedisStores().openUp(redis.url())) {
            proxy.stall(true);
            assertThatThrownBy(() -> lease(store, "k")).isInstanceOf(StoreException.class);
            proxy.stall(false);

            await().atMost(Duration.ofSeconds(10)).until(() -> other.lease("k", "f", NO_TAGS, LONG) instanceof Lease);
        }
    }
}
