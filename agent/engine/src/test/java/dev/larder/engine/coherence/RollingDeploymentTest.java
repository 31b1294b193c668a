package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.CompiledClasses;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.Wrapper;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two versions of one class in two JVMs before one Redis, both of which read and write: neither is given the other's values,
 * nor loses the use of its own. {@code -Dlarder.test.seconds=60} makes it a minute of load by both, after a minute of one version alone.
 */
class RollingDeploymentTest {
    private static final int OPERATIONS = 3_000;
    private static final long SECONDS = Long.getLong("larder.test.seconds", 0);
    private static final int THREADS = 4;
    private static final int KEYS = 50;
    private static final int ONE_WRITE_IN = 60;

    private static final String SERVICE = "class Service { public Thing get() { return null; } }";

    @TempDir
    Path temp;

    /** What a method returns is a text here; what is stored of it is an object of one version of a class. */
    private record Version(Codec codec, Class<?> type) implements Codec {
        static Version of(Path home, String thing) throws Exception {
            ClassLoader loader = CompiledClasses.loader(CompiledClasses.compile(home, thing, SERVICE));
            return new Version(
                    CompiledClasses.codec(new Codecs(), loader, "Service", "get"), loader.loadClass("app.Thing"));
        }

        @Override
        public long shape() {
            return codec.shape();
        }

        @Override
        public byte[] encode(Object value) throws RefusedException {
            try {
                Object thing = type.getConstructor().newInstance();
                text().set(thing, value);
                return codec.encode(thing);
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) throws BadPayloadException {
            Object thing = codec.decode(bytes, offset, length);
            try {
                assertThat(thing.getClass()).isSameAs(type);
                return text().get(thing);
            } catch (ReflectiveOperationException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private Field text() throws NoSuchFieldException {
            return type.getField("text");
        }

        @Override
        public Wrapper wrapper() {
            return null;
        }

        @Override
        public boolean sharable() {
            return false;
        }
    }

    /** What was written, and what of it by writes that have returned: no read that begins later may show less. */
    private static final class Truth {
        private final AtomicIntegerArray now = new AtomicIntegerArray(KEYS);
        private final AtomicIntegerArray returned = new AtomicIntegerArray(KEYS);
    }

    /** One JVM under load, with how much of it was not loaded. */
    private static final class Member {
        private final Jvm jvm;
        private final Truth truth;
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger loads = new AtomicInteger();

        Member(Store store, Codec codec, Truth truth) {
            this.jvm = new Jvm(store, CoherenceSettings.DEFAULT, codec, Duration.ofMinutes(5));
            this.truth = truth;
        }

        void work(long seed, long end) {
            Random random = new Random(seed);
            for (int i = 0; i < OPERATIONS || System.nanoTime() < end; i++) {
                int key = random.nextInt(KEYS);
                if (random.nextInt(ONE_WRITE_IN) == 0) {
                    int[] written = new int[1];
                    jvm.save(key, () -> written[0] = truth.now.incrementAndGet(key));
                    truth.returned.accumulateAndGet(key, written[0], Math::max);
                    continue;
                }
                int least = truth.returned.get(key);
                reads.incrementAndGet();
                String text = jvm.post(key, () -> {
                    loads.incrementAndGet();
                    return key + "=" + truth.now.get(key);
                });
                String[] parts = text.split("=");
                assertThat(parts[0]).isEqualTo(String.valueOf(key));
                assertThat(Integer.parseInt(parts[1])).as("seed " + seed).isGreaterThanOrEqualTo(least);
            }
        }

        double hitRate() {
            return 1 - (double) loads.get() / reads.get();
        }
    }

    private static void run(List<Member> members) throws Exception {
        long seed = System.nanoTime();
        long end = seed + TimeUnit.SECONDS.toNanos(SECONDS);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Member member : members) {
                for (int i = 0; i < THREADS; i++) {
                    long own = seed + all.size();
                    all.add(threads.submit(() -> member.work(own, end)));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        // At rest, everybody tells the truth
        for (Member member : members) {
            for (int key = 0; key < KEYS; key++) {
                int now = key;
                assertThat(member.jvm.post(key, () -> now + "=" + member.truth.now.get(now)))
                        .isEqualTo(key + "=" + member.truth.now.get(key));
            }
        }
    }

    private static Store open(RedisServer redis) {
        Store store = Stores.open(
                new StoreSettings("rolling", redis.url(), false, Duration.ofSeconds(2)),
                new FixedUse(List.of("@post", "@list"), Duration.ofMinutes(10)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.OFF));
        store.wake();
        await().atMost(Duration.ofSeconds(20)).until(store::up);
        return store;
    }

    @Test
    void both_versions_are_right_and_keep_at_least_half_of_their_hits() throws Exception {
        Version old = Version.of(temp.resolve("old"), "class Thing { public String text; }");
        Version newer = Version.of(temp.resolve("new"), "class Thing { public String text; public int more; }");
        assertThat(newer.shape()).isNotEqualTo(old.shape());
        try (RedisServer redis = RedisServer.start();
                Store first = open(redis);
                Store second = open(redis)) {
            Truth truth = new Truth();
            Member alone = new Member(first, old, truth);
            Member likewise = new Member(second, old, truth);
            run(List.of(alone, likewise));

            Member before = new Member(first, old, truth);
            Member after = new Member(second, newer, truth);
            run(List.of(before, after));
            double usual = Math.min(alone.hitRate(), likewise.hitRate());
            System.out.printf(
                    "rolling deployment: hit rates %.3f and %.3f beside %.3f, reads %s and %s%n",
                    before.hitRate(), after.hitRate(), usual, before.reads, after.reads);
            assertThat(usual).isGreaterThan(0.1);
            assertThat(List.of(before.hitRate(), after.hitRate()))
                    .as("beside %f without a second version", usual)
                    .allMatch(rate -> rate > usual / 2);
        }
    }
}
