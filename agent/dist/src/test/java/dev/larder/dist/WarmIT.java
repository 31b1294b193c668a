package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo blog, restarted with none of its values left in Redis, and what it had been asked for remembered there. */
class WarmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READS = 1_000;

    private final Jdk jdk = Jdk.all().get(0);

    @TempDir
    private Path temp;

    private RedisServer redis;

    @BeforeEach
    void open() {
        redis = RedisServer.start();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    private RunningBlog blog(boolean onStart) throws IOException {
        Path rules = Files.writeString(
                temp.resolve("rules.yaml"),
                Files.readString(Path.of(System.getProperty("larder.root", "../.."), "rules/demo-blog.yaml"))
                        + "\nwarm: { on-start: " + onStart + ", top: 200, rate: 200 }\n");
        RunningBlog blog = RunningBlog.start(ForkedJvm.of(jdk)
                .option("-Djava.io.tmpdir=" + temp)
                .environment("XDG_RUNTIME_DIR", "")
                .agent("rules=" + rules + ",metrics.port=0,store.url=" + redis.url()));
        blog.jvm().awaitStore();
        return blog;
    }

    /** What people read: few posts often, many seldom. */
    private static String path(Random random) {
        int post = 1 + (int) Math.min(150, Math.abs(random.nextGaussian() * 30));
        return switch (random.nextInt(10)) {
            case 0, 1 -> "/";
            case 2 -> "/?page=" + random.nextInt(3);
            case 3 -> "/categories/astronomy";
            case 4 -> "/authors/user" + (1 + random.nextInt(5));
            default -> "/posts/" + post;
        };
    }

    private static double gets(RunningBlog blog, String result) {
        return blog.jvm()
                .scrape()
                .lines()
                .filter(line -> line.startsWith("cache_gets_total") && line.contains("result=\"" + result + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The hit rate of the next calls of cached methods, as the application makes them. */
    private static double hitRate(RunningBlog blog, long seed) {
        Random random = new Random(seed);
        double hits = gets(blog, "hit");
        double misses = gets(blog, "miss");
        double read;
        do {
            for (int i = 0; i < 10; i++) {
                blog.get(path(random));
            }
            read = gets(blog, "hit") - hits + gets(blog, "miss") - misses;
        } while (read < READS);
        return (gets(blog, "hit") - hits) / read;
    }

    /** One page of each kind, as a probe asks for before people are let in: then the objects are there. */
    private static void probe(RunningBlog blog) {
        List.of("/", "/posts/1", "/categories/astronomy", "/authors/user1").forEach(blog::get);
    }

    /** Objects become known one after the other, and the calls that are made on them in several goes: until all are over. */
    private static void awaitWarm(RunningBlog blog) {
        // Inside the read-only transactions that the proxies around the services open: elsewhere entities are not kept
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(blog.jvm().metric("cache_puts_total{cache=\"post\"}"))
                        .as("of posts, of which one was asked for")
                        .isGreaterThan(20));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> goes(blog, "remembered calls are made again")
                        == goes(blog, "remembered calls were made again"));
    }

    private static long goes(RunningBlog blog, String words) {
        return blog.jvm().errors().stream().filter(line -> line.contains(words)).count();
    }

    @Test
    void after_a_restart_with_nothing_in_redis_but_what_is_remembered_four_of_five_of_the_first_thousand_reads_hit()
            throws Exception {
        long seed = System.nanoTime();
        double cold;
        try (RunningBlog before = blog(false)) {
            cold = hitRate(before, seed);
            hitRate(before, seed + 1);
            Awaitility.await().atMost(PATIENCE).until(() -> Integer.parseInt(redis.command("EXISTS", left())) == 1);
            assertThat(Long.parseLong(redis.command("PTTL", left())))
                    .isBetween(1L, Duration.ofDays(7).toMillis());
            // Written every few seconds: the last calls are to be in it
            Awaitility.await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
        }
        for (String key : values()) {
            redis.command("DEL", key);
        }
        try (RunningBlog after = blog(true)) {
            probe(after);
            awaitWarm(after);
            double warm = hitRate(after, seed + 2);
            System.out.printf("hit rate of the first %d reads: %.3f warmed, %.3f cold%n", READS, warm, cold);
            assertThat(warm)
                    .as("seed %d, cold it was %.3f; %s", seed, cold, after.jvm().errors())
                    .isGreaterThan(0.8)
                    .isGreaterThan(cold);
            assertThat(after.jvm().errors()).noneMatch(line -> line.contains("not well"));
        }
    }

    private static String left() {
        return "blog@left:calls:post:blog.PostService#find(long)";
    }

    private List<String> values() {
        List<String> keys = new ArrayList<>();
        for (String key : redis.command("KEYS", "blog:*").split("\\s+")) {
            if (!key.isBlank()) {
                keys.add(key);
            }
        }
        return keys;
    }
}
