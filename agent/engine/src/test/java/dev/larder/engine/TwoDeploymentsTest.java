package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two fleets with different rule files on one namespace, under load: the newer rules evict a pattern that the older don't
 * know, have a cache more, and another key for one. What a call returns is the version of its row.
 */
final class TwoDeploymentsTest {
    @SuppressWarnings("unused")
    static class Posts {
        Long find(long id) {
            throw new AssertionError();
        }

        Long list(int page) {
            throw new AssertionError();
        }

        void save(long id) {
            throw new AssertionError();
        }
    }

    private static final String OLDER = """
            caches:
              post: { method: "%1$s#find(long id)", key: "post:{id}" }
              list: { method: "%1$s#list(int page)", key: "posts:{page}" }
            invalidations:
              - { method: "%1$s#save(long id)", evict: ["post:{id}", "posts:0"] }
            """.formatted(Posts.class.getName());

    private static final String NEWER = """
            caches:
              post: { method: "%1$s#find(long id)", key: "post:{id}:v2" }
              list: { method: "%1$s#list(int page)", key: "posts:{page}" }
            invalidations:
              - { method: "%1$s#save(long id)", evict: ["post:{id}:v2", "posts:*"] }
            """.formatted(Posts.class.getName());

    private final RedisServer redis = RedisServer.start();
    private final AtomicLong row = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        redis.close();
    }

    private record Use(Rules inFile, RuleFingerprint rules) implements StoreUse {
        @Override
        public List<String> cacheTags() {
            return inFile.caches().stream()
                    .map(rule -> CacheKeys.tag(rule.name()))
                    .toList();
        }

        @Override
        public Duration longestTtl() {
            return Duration.ofMinutes(5);
        }
    }

    private Store open(String rules, boolean published) throws IOException {
        Path file = Files.createTempFile(directory, "rules", ".yaml");
        Files.writeString(file, "larder: 1\nstore: { namespace: test }\n" + rules);
        RuleReading reading = new RuleReader(new Variables(name -> null, name -> null), Map.of()).read(file);
        Rules read = ((RuleReading.Valid) reading).rules();
        Store store = Stores.open(
                new StoreSettings("test", redis.url(), false, Duration.ofSeconds(2)),
                new Use(read, published ? RuleFingerprint.of(read) : null),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.OFF));
        store.wake();
        await().atMost(Duration.ofSeconds(20)).until(store::up);
        return store;
    }

    /** All that one JVM does: reads, and now and then a write. */
    private Void work(String rules, boolean published, SplittableRandom random) throws Exception {
        Posts posts = new Posts();
        // The second fleet comes while the first is at work
        try (RuledCalls calls = new RuledCalls(rules, open(rules, published))) {
            CallHandler find = calls.handler(Posts.class, "find");
            CallHandler list = calls.handler(Posts.class, "list");
            CallHandler save = calls.handler(Posts.class, "save");
            for (int i = 0; i < 1_500; i++) {
                if (random.nextInt(20) == 0) {
                    AtomicLong written = new AtomicLong();
                    RuledCalls.call(
                            save,
                            posts,
                            () -> {
                                written.set(row.incrementAndGet());
                                return null;
                            },
                            1L);
                    // By the older rules a write of the post changes the first page alone: only that is asked for
                    returned.accumulateAndGet(written.get(), Math::max);
                    continue;
                }
                long atLeast = returned.get();
                boolean[] loaded = {false};
                Callable<Long> body = () -> {
                    loaded[0] = true;
                    return row.get();
                };
                Object got = random.nextBoolean()
                        ? RuledCalls.call(find, posts, body, 1L)
                        : RuledCalls.call(list, posts, body, 0);
                hits.addAndGet(loaded[0] ? 0 : 1);
                stale.addAndGet((Long) got < atLeast ? 1 : 0);
            }
        }
        return null;
    }

    private int staleReads(boolean published) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Callable<Void>> work = new ArrayList<>();
        for (String rules : List.of(OLDER, OLDER, NEWER, NEWER)) {
            SplittableRandom own = random.split();
            work.add(() -> work(rules, published, own));
        }
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : threads.invokeAll(work, 2, TimeUnit.MINUTES)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.println("reads served from the cache: " + hits + ", stale: " + stale);
        assertThat(hits).as("or nothing was tested").hasValueGreaterThan(100);
        return stale.get();
    }

    @Test
    void nobody_reads_what_a_fleet_with_other_rules_has_changed() throws Exception {
        assertThat(staleReads(true)).isZero();
    }

    @Test
    void where_rules_are_not_published_they_do() throws Exception {
        assertThat(staleReads(false)).isPositive();
    }
}
