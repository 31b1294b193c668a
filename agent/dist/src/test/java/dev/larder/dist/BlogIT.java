package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.bench.PageComparison;
import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged agent in front of the demo blog, beside the same blog without it, on every JDK found. Starting a blog takes
 * seconds, so the tests of one JDK share a pair of them, in the order of the story: pages, writes, Redis killed.
 */
@ParameterizedClass
@MethodSource("jdks")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlogIT {
    private static RedisServer redis;
    private static RunningBlog bare;
    private static RunningBlog cached;

    private static final Path RULES = Path.of(System.getProperty("larder.root", "../.."), "rules/demo-blog.yaml")
            .toAbsolutePath();

    private final Jdk jdk;

    BlogIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        redis = RedisServer.start();
        cached = RunningBlog.start(
                ForkedJvm.of(jdk).agent("rules=" + RULES + ",metrics.port=0,store.url=" + redis.url()));
        bare = RunningBlog.start(ForkedJvm.of(jdk));
        cached.jvm().awaitStore();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        bare.close();
        cached.close();
        redis.close();
    }

    private static void assertSamePages(String username) {
        try {
            assertThat(new PageComparison(bare.port(), cached.port()).differing(RunningBlog.paths(), username))
                    .isEmpty();
        } catch (IOException fault) {
            throw new AssertionError("standard error: " + cached.jvm().errors(), fault);
        }
    }

    @Test
    @Order(1)
    void every_page_is_the_same_to_the_byte_with_a_fraction_of_the_statements() {
        assertSamePages(null);
        double bareBefore = bare.statements();
        double cachedBefore = cached.statements();
        double hitsBefore = cached.hits();
        assertSamePages(null);
        assertSamePages("user1");
        assertSamePages(null);
        assertThat(cached.hits() - hitsBefore).isGreaterThan(100);
        assertThat(bare.statements() - bareBefore).isGreaterThan(5 * (cached.statements() - cachedBefore));
    }

    @Test
    @Order(2)
    void methods_that_return_entities_hit_and_the_one_with_lazy_state_is_refused_and_says_why() {
        // Each kind of request has to prove first that it changes none of them
        Map.of("post", "/posts/1", "feed", "/feed.atom")
                .forEach((cache, page) -> Awaitility.await(cache)
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> {
                            cached.get(page);
                            return cached.jvm().metric("cache_gets_total{cache=\"" + cache + "\",result=\"hit\"}") > 0;
                        }));
        assertThat(cached.jvm().scrape()).contains("larder_rule_info{rule=\"related\",status=\"refused\"} 1");
        assertThat(cached.jvm().errors())
                .anyMatch(line -> line.contains("cache related") && line.contains("of blog.Post: uninitialised"));
    }

    @Test
    @Order(0) // before any rule is refused for what a method returns, which check can't know
    void check_tells_of_the_blog_what_the_agent_weaves_in_it() {
        Agreement.between(jdk, cached.jvm(), RULES, RunningBlog.JAR.toString());
    }

    @Test
    @Order(3)
    void pages_read_after_a_write_are_the_same_to_the_byte() {
        for (RunningBlog blog : List.of(bare, cached)) {
            blog.write("POST", "/api/posts/2/comments", "{\"text\":\"A comment that everybody sees\"}");
            String post = blog.write(
                    "POST",
                    "/api/posts",
                    "{\"title\":\"Fresh\",\"body\":\"First words.\",\"category\":\"baking\",\"tags\":[\"rye\"]}");
            String id = post.replaceAll(".*?\"id\":(\\d+).*", "$1");
            blog.get("/posts/" + id);
            blog.write(
                    "PUT",
                    "/api/posts/" + id,
                    "{\"title\":\"Fresher\",\"body\":\"Other words.\",\"category\":\"books\",\"tags\":[\"poetry\"]}");
            assertThat(blog.get("/posts/" + id)).contains("Fresher", "Other words.");
            assertThat(blog.get("/")).contains("Fresher").doesNotContain(">Fresh<");
            assertThat(blog.get("/posts/2")).contains("A comment that everybody sees");
        }
        assertSamePages(null);
        assertSamePages("user1");
    }

    @Test
    @Order(4)
    void redis_killed_under_readers_fails_no_request_changes_no_page_and_hits_return() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = new ArrayList<>();
        Thread reader = new Thread(() -> {
            try {
                for (int i = 0; !stop.get(); i++) {
                    cached.get(RunningBlog.paths().get(i % 15));
                }
            } catch (AssertionError failure) {
                failures.add(failure);
            }
        });
        reader.start();
        redis.kill();
        Awaitility.await().until(() -> cached.jvm().metric("larder_store_up") == 0);
        cached.write("POST", "/api/posts/77/comments", "{\"text\":\"Written while Redis was away\"}");
        assertThat(cached.get("/posts/77")).contains("Written while Redis was away");
        bare.write("POST", "/api/posts/77/comments", "{\"text\":\"Written while Redis was away\"}");
        assertSamePages(null);
        redis.restart();
        double before = cached.hits();
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> cached.hits() > before + 10);
        assertSamePages(null);
        stop.set(true);
        reader.join();
        assertThat(failures).isEmpty();
    }

    @Test
    @Order(5)
    void no_warning_is_printed_that_the_bare_jvm_does_not_print() {
        assertThat(cached.jvm().errors())
                .filteredOn(line -> !line.startsWith("[larder "))
                .isEqualTo(bare.jvm().errors());
        assertThat(jdk.version()).isGreaterThanOrEqualTo(17);
    }

    @Test
    @Order(6)
    void the_applications_own_micrometer_has_the_figures_too() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(
                                cached.get("/actuator/metrics/larder.cache.gets?tag=cache:post&tag=result:hit"))
                        .contains("{\"statistic\":\"COUNT\",\"value\":"
                                + cached.jvm().metric("cache_gets_total{cache=\"post\",result=\"hit\"}") + "}"));
    }
}
