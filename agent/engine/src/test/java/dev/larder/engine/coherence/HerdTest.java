package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Crowds that want one key at once, over four JVMs that share a Redis; and over fewer connections than there are threads. */
final class HerdTest {
    private static final int JVMS = 4;
    private static final int CALLERS = 200;
    private static final Duration LOAD = Duration.ofMillis(500);

    private static RedisServer redis;

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    private final List<Store> stores = new ArrayList<>();
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        redis.command("FLUSHALL");
        for (int i = 0; i < JVMS; i++) {
            Store store = Stores.open(
                    new StoreSettings("herd", redis.url(), false, Duration.ofSeconds(5)),
                    new FixedUse(List.of("@post", "@list"), Duration.ofMinutes(10)),
                    (command, nanos) -> {},
                    new Log(System.err, Log.Level.OFF));
            store.wake();
            stores.add(store);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> stores.stream().allMatch(Store::up));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        stores.forEach(Store::close);
    }

    private static Jvm jvm(Store store, Duration wait) {
        return new Jvm(store, CoherenceSettings.DEFAULT.withLongestWait(wait), false);
    }

    private String slowly() {
        loads.incrementAndGet();
        LockSupport.parkNanos(LOAD.toNanos());
        return "v";
    }

    private void all(List<Future<String>> calls) throws Exception {
        for (Future<String> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("v");
        }
    }

    @Test
    void of_two_hundred_callers_on_four_jvms_who_miss_one_key_one_loads() throws Exception {
        List<Jvm> jvms =
                stores.stream().map(store -> jvm(store, Duration.ofSeconds(10))).toList();
        CountDownLatch together = new CountDownLatch(CALLERS);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Jvm jvm = jvms.get(i % JVMS);
            calls.add(threads.submit(() -> {
                together.countDown();
                together.await();
                return jvm.post(1, this::slowly);
            }));
        }
        all(calls);
        assertThat(loads).hasValue(1);
    }

    /** As if it were killed in the middle of its load: nothing that it sends arrives any more. */
    private static final class Killed extends HookedStore {
        Killed(Store behind) {
            super(behind);
        }

        @Override
        public void renew(Lease lease, Duration hold) {
            // never sent
        }

        @Override
        public void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome) {
            outcome.done(FillOutcome.Result.FAILED);
        }
    }

    @Test
    void when_its_holder_is_killed_a_second_one_loads_and_nobody_else() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Jvm killed = jvm(new Killed(stores.get(0)), Duration.ofSeconds(3));
        Future<String> holder = threads.submit(() -> killed.post(1, () -> {
            begun.countDown();
            return slowly();
        }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        List<Jvm> jvms = stores.stream()
                .skip(1)
                .map(store -> jvm(store, Duration.ofSeconds(3)))
                .toList();
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 1; i < CALLERS; i++) {
            Jvm jvm = jvms.get(i % jvms.size());
            calls.add(threads.submit(() -> jvm.post(1, this::slowly)));
        }
        all(calls);
        holder.get(30, TimeUnit.SECONDS);
        assertThat(loads).hasValue(2);
    }

    @Test
    void ten_connections_do_not_starve_under_fifty_threads_that_read_in_transactions() throws Exception {
        Semaphore pool = new Semaphore(10);
        // Whoever waited for somebody who waits for a connection would do so to the end of this
        Jvm jvm = jvm(stores.get(0), Duration.ofMinutes(1));
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(threads.submit(() -> {
                for (int key = 0; key < 20; key++) {
                    pool.acquire();
                    Transaction transaction = jvm.units().transactionBegun(Access.READ_ONLY);
                    try {
                        jvm.post(key, () -> "v");
                    } finally {
                        transaction.ended();
                        pool.release();
                    }
                }
                return "v";
            }));
            calls.add(threads.submit(() -> {
                for (int key = 0; key < 20; key++) {
                    jvm.post(key, () -> {
                        pool.acquireUninterruptibly();
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                        pool.release();
                        return "v";
                    });
                }
                return "v";
            }));
        }
        all(calls);
    }
}
