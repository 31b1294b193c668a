package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers miss one key. */
final class SingleLoadTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Store memory = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final HookedStore store = new HookedStore(memory);
    private final Jvm one = jvm(LONG);
    private final Jvm two = jvm(LONG);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger loads = new AtomicInteger();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch hasBegun = new CountDownLatch(1);

    private Jvm jvm(Duration longestWait) {
        return new Jvm(store, CoherenceSettings.DEFAULT.withLongestWait(longestWait), false);
    }

    @AfterEach
    void close() {
        mayEnd.countDown();
        threads.shutdownNow();
        store.close();
    }

    private static void reach(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }

    private String slowly(String value) {
        loads.incrementAndGet();
        hasBegun.countDown();
        reach(mayEnd);
        return value;
    }

    private String quickly(String value) {
        loads.incrementAndGet();
        return value;
    }

    private Future<String> slowLoad(Jvm jvm) {
        Future<String> leader = threads.submit(() -> jvm.post(1, () -> slowly("v")));
        reach(hasBegun);
        return leader;
    }

    private static String get(Future<String> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError(late);
        }
    }

    /** Until so many threads of the pool wait for something. */
    private void waiting(int reads) {
        await().atMost(Duration.ofSeconds(20)).until(() -> store.seen("read") >= reads);
    }

    @Test
    void one_of_them_loads_in_the_whole_fleet() throws Exception {
        Future<String> leader = slowLoad(one);
        List<Future<String>> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Jvm jvm = i % 2 == 0 ? one : two;
            others.add(threads.submit(() -> jvm.post(1, () -> quickly("again"))));
        }
        waiting(21);
        mayEnd.countDown();

        assertThat(get(leader)).isEqualTo("v");
        for (Future<String> other : others) {
            assertThat(get(other)).isEqualTo("v");
        }
        assertThat(loads).hasValue(1);
        assertThat(one.coherence().flights().size()).isZero();
        assertThat(two.coherence().flights().size()).isZero();
    }

    @Test
    void a_lease_outlives_its_hold_while_the_load_runs() throws Exception {
        Future<String> leader = slowLoad(one);
        long end = System.nanoTime() + 2 * HeldLeases.HOLD.toNanos();
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            LeaseTerms terms = LeaseTerms.of(HeldLeases.HOLD);
            assertThat(memory.lease("post:1", Jvm.field("post"), new String[0], terms))
                    .isNotInstanceOf(Lease.class);
            return System.nanoTime() - end > 0;
        });
        mayEnd.countDown();
        get(leader);
        assertThat(two.post(1, () -> quickly("again"))).isEqualTo("v");
    }

    @Test
    void who_has_waited_long_enough_loads_without_storing() throws Exception {
        Future<String> leader = slowLoad(one);
        Jvm hasty = jvm(Duration.ofMillis(20));
        assertThat(hasty.post(1, () -> quickly("mine"))).isEqualTo("mine");
        mayEnd.countDown();
        get(leader);
        assertThat(hasty.post(1, () -> quickly("again"))).isEqualTo("v");
        assertThat(hasty.counted("larder.discard", "cache", "post", "reason", "taken"))
                .isOne();
    }

    @Test
    void a_loader_that_throws_wakes_the_others_who_load_for_themselves() throws Exception {
        Future<String> leader = threads.submit(() -> one.post(1, () -> {
            slowly("never");
            throw new IllegalStateException("no row");
        }));
        reach(hasBegun);
        Future<String> other = threads.submit(() -> one.post(1, () -> quickly("v")));
        waiting(2);
        mayEnd.countDown();

        assertThatThrownBy(() -> get(leader)).hasRootCauseMessage("no row");
        assertThat(get(other)).isEqualTo("v");
    }

    @Test
    void a_waiter_that_started_after_an_eviction_gets_nothing_older() throws Exception {
        Future<String> leader = slowLoad(one);
        // From elsewhere, so that this JVM's flights know nothing of it
        two.save(1, () -> {});
        Future<String> waiter = threads.submit(() -> one.post(1, () -> quickly("new")));
        waiting(2);
        mayEnd.countDown();

        assertThat(get(leader)).isEqualTo("v");
        assertThat(get(waiter)).isEqualTo("new");
        assertThat(two.post(1, () -> quickly("newer"))).isEqualTo("new");
    }

    @Test
    void an_eviction_of_this_jvm_detaches_the_load() throws Exception {
        Future<String> leader = slowLoad(one);
        one.save(1, () -> {});
        // Doesn't wait: the other load is still going on
        assertThat(one.post(1, () -> quickly("new"))).isEqualTo("new");
        mayEnd.countDown();
        get(leader);
        assertThat(one.post(1, () -> quickly("newer"))).isEqualTo("new");
    }

    @Test
    void a_recursive_call_for_the_same_key_does_not_lock_itself_out() {
        AtomicInteger depth = new AtomicInteger();
        assertThat(recursive(depth)).isEqualTo("v");
        assertThat(one.post(1, () -> quickly("again"))).isEqualTo("v");
    }

    private String recursive(AtomicInteger depth) {
        return one.post(1, () -> depth.getAndIncrement() < 3 ? recursive(depth) : "v");
    }

    @Test
    void who_holds_a_connection_waits_only_for_who_holds_one_as_well() throws Exception {
        Future<String> leader = slowLoad(one);
        for (Jvm jvm : List.of(one, two)) {
            Transaction transaction = jvm.units().transactionBegun(Access.READ_ONLY);
            assertThat(jvm.post(1, () -> quickly("mine"))).isEqualTo("mine");
            transaction.ended();
        }
        mayEnd.countDown();
        get(leader);
    }

    @Test
    void who_holds_a_connection_waits_for_who_holds_one_as_well() throws Exception {
        Future<String> leader = threads.submit(() -> {
            Transaction transaction = one.units().transactionBegun(Access.READ_ONLY);
            String value = one.post(1, () -> slowly("v"));
            transaction.ended();
            return value;
        });
        reach(hasBegun);
        List<Future<String>> others = new ArrayList<>();
        for (Jvm jvm : List.of(one, two)) {
            others.add(threads.submit(() -> {
                Transaction transaction = jvm.units().transactionBegun(Access.READ_ONLY);
                String value = jvm.post(1, () -> quickly("mine"));
                transaction.ended();
                return value;
            }));
        }
        waiting(3);
        mayEnd.countDown();
        get(leader);
        for (Future<String> other : others) {
            assertThat(get(other)).isEqualTo("v");
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void patience_follows_the_loads_and_ends_at_a_second() {
        LoadTimes times = new LoadTimes();
        assertThat(times.patience()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        for (int i = 0; i < 1000; i++) {
            times.add(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(times.patience()).isBetween(TimeUnit.MILLISECONDS.toNanos(20), TimeUnit.MILLISECONDS.toNanos(30));
        for (int i = 0; i < 100; i++) {
            times.add(TimeUnit.SECONDS.toNanos(3));
        }
        assertThat(times.patience()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }
}
