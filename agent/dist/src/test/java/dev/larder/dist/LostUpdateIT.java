package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Entities that come from the cache are copies that no session knows. Whoever relies on Hibernate to notice a change must
 * not be served one: the row has to change.
 */
class LostUpdateIT {
    private static String classPath;

    @BeforeAll
    static void compile(@TempDir Path directory) {
        classPath = UnpackedBlog.with("blog/lost/Renames.java.txt", directory);
    }

    private static RunningBlog start(String... options) {
        Path rules = Path.of(System.getProperty("larder.root", "../.."), "rules/demo-blog.yaml");
        ForkedJvm.Start start = ForkedJvm.of(Jdk.own())
                .option("-Dlarder.log=debug")
                .agent("rules=" + rules.toAbsolutePath() + ",metrics.port=0,store.url=memory:");
        for (String option : options) {
            start.option(option);
        }
        return RunningBlog.startWith(start, "-cp", classPath, "blog.BlogApplication");
    }

    /** The user is in the cache, and served from it: once enough requests of that kind have changed nothing. */
    private static void warm(RunningBlog blog) {
        double before = hits(blog);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            blog.get("/api/lost/read/user3");
            return hits(blog) > before;
        });
    }

    private static double hits(RunningBlog blog) {
        return blog.jvm().metric("cache_gets_total{cache=\"user\",result=\"hit\"}");
    }

    @Test
    void a_service_that_changes_what_a_cached_method_returns_changes_the_row() {
        try (RunningBlog blog = start()) {
            blog.jvm().awaitError("are watched");
            warm(blog);
            blog.write("PUT", "/api/lost/inside/user3/Renamed", "");
            assertThat(blog.get("/api/lost/row/user3")).isEqualTo("Renamed");
            double before = hits(blog);
            blog.get("/api/lost/read/user3");
            assertThat(hits(blog)).isGreaterThan(before);
        }
    }

    @Test
    void so_does_a_get_request_whose_transaction_opens_only_after_the_read() {
        try (RunningBlog blog = start()) {
            blog.jvm().awaitError("are watched");
            // The first of its kind, on a cache from which others are served
            warm(blog);
            blog.get("/api/lost/before/user3/First");
            assertThat(blog.get("/api/lost/row/user3")).isEqualTo("First");
            blog.get("/api/lost/read/user3");
            blog.get("/api/lost/read/user3");
            blog.get("/api/lost/before/user3/Second");
            assertThat(blog.get("/api/lost/row/user3")).isEqualTo("Second");
            assertThat(blog.jvm().errors()).anyMatch(line -> line.contains("cache user: its values hold persistent"));
        }
    }

    @Test
    void unwatched_the_update_is_lost() {
        try (RunningBlog blog = start("-Dlarder.test.unwatched=true")) {
            warm(blog);
            String before = blog.get("/api/lost/row/user3");
            blog.write("PUT", "/api/lost/inside/user3/Renamed", "");
            assertThat(blog.get("/api/lost/row/user3")).isEqualTo(before);
        }
    }
}
