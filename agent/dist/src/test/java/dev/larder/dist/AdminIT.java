package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask and change through the port of a running agent, in the packaged jar. */
class AdminIT {
    private static final String RULES = """
            larder: 1
            store: { namespace: shop, url: "memory:" }
            metrics: { port: 0 }
            caches:
              article:
                method: shop.Articles#find(long id)
                key: "article:{id}"
            """;

    @TempDir
    private Path temp;

    private ForkedJvm.Start start() throws IOException {
        return start(RULES);
    }

    private ForkedJvm.Start start(String text) throws IOException {
        Path rules = Files.writeString(temp.resolve("rules.yaml"), text);
        return ForkedJvm.of(Jdk.own()).option("-Djava.io.tmpdir=" + temp).agent(rules.toString());
    }

    private static HttpResponse<String> post(ForkedJvm shop, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(shop.metrics().resolve(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String get(ForkedJvm shop, String path) {
        return ForkedJvm.get(shop.metrics().resolve(path));
    }

    @Test
    void what_is_cached_is_evicted_cleared_and_switched_off_by_hand() throws IOException {
        try (ForkedJvm shop = start().shop()) {
            shop.say("find 1");
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(post(shop, "/evict", "article:1").body()).contains("\"evicted\":[\"article:1\"]");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            assertThat(post(shop, "/clear?cache=article", "").statusCode()).isEqualTo(200);
            assertThat(shop.say("find 1")).endsWith("loads=3");
            assertThat(post(shop, "/clear?cache=artikle", "").statusCode()).isEqualTo(422);

            assertThat(post(shop, "/bypass?on=true", "").body()).contains("\"bypassed\":true");
            assertThat(shop.say("find 1")).endsWith("loads=4");
            assertThat(get(shop, "/caches"))
                    .contains("\"bypassed\":true", "\"bypasses\":{\"switched\":1}", "shop.Articles#find(long)");
            post(shop, "/bypass?on=false", "");
            assertThat(shop.say("find 1")).endsWith("loads=4");
            assertThat(get(shop, "/health")).contains("\"status\":\"up\"");
            assertThat(get(shop, "/")).startsWith("<!doctype html>");
            assertThat(get(shop, "/rule?cache=article")).startsWith("article:\n  method: shop.Articles#find(long id)");
            shop.exit();
            assertThat(shop.errors())
                    .anyMatch(line -> line.contains("switched off by hand"))
                    .anyMatch(line -> line.contains("switched on again"));
        }
    }

    @Test
    void the_log_tells_every_decision_and_command_once_it_is_asked_to() throws IOException {
        try (ForkedJvm shop = start().shop()) {
            shop.say("find 1");
            assertThat(post(shop, "/log?level=debug", "").statusCode()).isEqualTo(200);
            shop.say("find 1");
            shop.awaitError("DEBUG cache article: hit of article:1 in ");
            shop.awaitError("DEBUG store read took ");
            assertThat(shop.errors()).noneMatch(line -> line.contains("miss of article:1"));
        }
    }

    @Test
    void the_rules_say_how_much_is_logged_too() throws IOException {
        try (ForkedJvm shop = start(RULES + "log: debug\n").shop()) {
            shop.say("find 1");
            shop.awaitError("DEBUG cache article: miss of article:1 in ");
        }
        try (ForkedJvm shop = start(RULES + "log: error\n").shop()) {
            shop.say("find 1");
            shop.exit();
            assertThat(shop.errors()).isEmpty();
        }
    }

    @Test
    void a_cache_that_costs_more_than_it_saves_is_switched_off_within_2000_calls_and_says_why() throws IOException {
        try (RedisServer redis = RedisServer.start()) {
            try (ForkedJvm shop =
                    start().environment("LARDER_STORE_URL", redis.url()).shop()) {
                // The connection is made once the first method is woven
                shop.say("find 1");
                shop.awaitStore();
                shop.say("walk 100 2200");
                shop.awaitError("cache article is switched off by itself: over its last 1,");
                assertThat(get(shop, "/caches")).contains("\"off\":\"over its last 1,");
                assertThat(shop.metric("larder_cache_off{cache=\"article\"}")).isEqualTo(1);
                assertThat(shop.metric("larder_bypass_total{cache=\"article\",reason=\"off\"}"))
                        .isBetween(200.0, 1_201.0);
            }
            try (ForkedJvm shop = start(RULES + "    pin: true\n")
                    .environment("LARDER_STORE_URL", redis.url())
                    .shop()) {
                // The connection is made once the first method is woven
                shop.say("find 1");
                shop.awaitStore();
                shop.say("walk 100 2200");
                assertThat(shop.metric("larder_cache_off{cache=\"article\"}")).isZero();
                assertThat(shop.metric("larder_bypass_total{cache=\"article\",reason=\"off\"}"))
                        .isZero();
            }
        }
    }

    @Test
    void a_token_is_asked_for_where_one_is_set_and_is_told_to_the_own_user_alone() throws IOException {
        try (ForkedJvm shop = start().environment("LARDER_ADMIN_TOKEN", "s3cret")
                .environment("XDG_RUNTIME_DIR", "")
                .shop()) {
            shop.metrics();
            assertThat(post(shop, "/clear", "").statusCode()).isEqualTo(401);
            assertThat(post(shop, "/clear", "", "Authorization", "Bearer s3cret")
                            .statusCode())
                    .isEqualTo(200);
            Path file = Awaitility.await().until(() -> agentFile(shop), found -> found != null);
            assertThat(Files.readString(file))
                    .contains(
                            "\"port\":" + shop.metrics().getPort(),
                            "\"token\":\"s3cret\"",
                            "\"store\":\"memory:\"",
                            "\"rules\":\"" + temp.resolve("rules.yaml") + "\"");
            shop.exit();
            assertThat(file).doesNotExist();
            assertThat(shop.errors()).noneMatch(line -> line.contains("s3cret"));
        }
    }

    private Path agentFile(ForkedJvm shop) throws IOException {
        try (var files = Files.walk(temp)) {
            return files.filter(file ->
                            file.getFileName().toString().equals(shop.process().pid() + ".json"))
                    .findFirst()
                    .orElse(null);
        }
    }

    @Test
    void a_switched_off_endpoint_opens_no_port_and_the_agent_is_found_all_the_same() throws IOException {
        try (ForkedJvm shop = start().environment("LARDER_METRICS", "off")
                .environment("XDG_RUNTIME_DIR", "")
                .shop()) {
            Path file = Awaitility.await().until(() -> agentFile(shop), found -> found != null);
            assertThat(Files.readString(file)).contains("\"port\":0,");
            assertThat(shop.errors()).noneMatch(line -> line.contains("metrics at"));
        }
    }

    /** Whoever begins java.util.logging first decides for all which LogManager there is; the application should. */
    @Test
    void the_port_begins_nothing_of_the_jdks_logging() throws IOException {
        Path classes = temp.resolve("classes.txt");
        // The library of the store in memory begins it by itself
        try (ForkedJvm shop = start().option("-Xlog:class+load:file=" + classes)
                .environment("LARDER_STORE_URL", "redis://127.0.0.1:1")
                .shop()) {
            shop.say("find 1");
            get(shop, "/caches");
            get(shop, "/metrics");
            shop.exit();
            assertThat(Files.readAllLines(classes))
                    .anyMatch(line -> line.contains(" dev.larder.console.http.AgentServer "))
                    .noneMatch(line -> line.contains(" java.util.logging.LogManager "))
                    .noneMatch(line -> line.contains("com.sun.net.httpserver"));
        }
    }

    @Test
    void an_unknown_path_names_those_that_there_are() throws IOException {
        try (ForkedJvm shop = start().shop()) {
            URI none = shop.metrics().resolve("/none");
            assertThat(ForkedJvm.get(none)).contains("/metrics", "/caches", "/evict");
        }
    }
}
