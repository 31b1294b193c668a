package dev.larder.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Readers and writers on few keys, from two stores that stand for two JVMs. A value is a version number; each read must
 * return one that is no older than the newest whose eviction had ended before the read began.
 */
final class StoreRaceTest {

    private static final int KEYS = 4;
    private static final int ROUNDS = 2_000;
    private static final Duration HOLD = Duration.ofSeconds(10);

    private final AtomicLongArray database = new AtomicLongArray(KEYS);
    private final AtomicLongArray evicted = new AtomicLongArray(KEYS);
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    @Test
    void no_read_from_memory_is_older_than_what_was_evicted() throws Exception {
        try (Store store = open("memory:")) {
            race(store, store);
        }
    }

    @Test
    void no_read_from_redis_is_older_than_what_was_evicted() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Store one = open(redis.url());
                Store two = open(redis.url())) {
            race(one, two);
        }
    }

    @Test
    void no_read_is_older_while_connections_are_cut() throws Exception {
        try (RedisServer redis = RedisServer.start();
                FaultyProxy proxy = FaultyProxy.to(redis.port());
                Store only = open(proxy.url())) {
            // Each cut takes longer to mend than the one before: a few are enough
            Thread cutter = new Thread(() -> {
                for (int i = 0; i < 4 && !Thread.currentThread().isInterrupted(); i++) {
                    int after = hits.get() + 50;
                    while (hits.get() < after && !Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                    proxy.cut();
                    cuts.incrementAndGet();
                }
            });
            cutter.start();
            try {
                race(only, only);
            } finally {
                cutter.interrupt();
                cutter.join();
            }
            assertThat(cuts).as("or nothing was tested").hasValueGreaterThan(2);
        }
    }

    private static Store open(String url) {
        Store store = Stores.open(
                new StoreSettings("race", url, false, Duration.ofSeconds(2)),
                new FixedUse(List.of("@cache"), Duration.ofMinutes(1)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.OFF));
        store.wake();
        Awaitility.await().until(store::up);
        return store;
    }

    private void race(Store one, Store two) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Callable<Void>> work = new ArrayList<>();
        for (Store store : List.of(one, two)) {
            for (int i = 0; i < 3; i++) {
                SplittableRandom own = random.split();
                work.add(() -> read(store, own));
            }
            SplittableRandom own = random.split();
            work.add(() -> write(store, own));
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work, 2, TimeUnit.MINUTES)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(hits).as("or nothing was tested").hasValueGreaterThan(ROUNDS / 20);
    }

    private Void read(Store store, SplittableRandom random) {
        for (int i = 0; i < ROUNDS; ) {
            int key = random.nextInt(KEYS);
            long atLeast = evicted.get(key);
            try {
                long got = cached(store, key, random);
                assertThat(got).as("key %s, round %s", key, i).isGreaterThanOrEqualTo(atLeast);
                i++;
            } catch (StoreException away) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
        return null;
    }

    private long cached(Store store, int key, SplittableRandom random) throws StoreException {
        String[] tags = {"@cache", "t" + key};
        Snapshot seen = store.read("k" + key, "f", tags);
        if (seen.value() != null) {
            ByteBuffer value = ByteBuffer.wrap(seen.value());
            long incarnation = value.getLong();
            long[] generations = {value.getLong(), value.getLong()};
            if (incarnation == seen.incarnation() && Arrays.equals(generations, seen.generations())) {
                hits.incrementAndGet();
                return value.getLong();
            }
        }
        LeaseReply reply = store.lease("k" + key, "f", tags, HOLD);
        long loaded = database.get(key);
        if (random.nextInt(4) == 0) {
            LockSupport.parkNanos(random.nextInt(500_000));
        }
        if (reply instanceof Lease lease) {
            byte[] value = ByteBuffer.allocate(32)
                    .putLong(lease.incarnation())
                    .putLong(lease.generations()[0])
                    .putLong(lease.generations()[1])
                    .putLong(loaded)
                    .array();
            if (random.nextInt(20) == 0) {
                store.release(lease);
            } else {
                store.fill(lease, value, Duration.ofSeconds(30), result -> {});
            }
        }
        return loaded;
    }

    private Void write(Store store, SplittableRandom random) {
        for (int i = 0; i < ROUNDS / 4; i++) {
            int key = random.nextInt(KEYS);
            long version = database.incrementAndGet(key);
            if (random.nextBoolean()) {
                store.evict(List.of("k" + key), List.of());
            } else {
                store.evict(List.of(), List.of("t" + key));
            }
            evicted.accumulateAndGet(key, version, Math::max);
            LockSupport.parkNanos(random.nextInt(2_000_000));
        }
        return null;
    }
}
