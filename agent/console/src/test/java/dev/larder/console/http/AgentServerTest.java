package dev.larder.console.http;

import static dev.larder.console.http.FakeAgent.body;
import static dev.larder.console.http.FakeAgent.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.console.JsonReader;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentServerTest {
    @TempDir
    private Path temp;

    private FakeAgent agent;

    @BeforeEach
    void open() {
        agent = new FakeAgent(temp, "127.0.0.1", null);
    }

    @AfterEach
    void close() {
        agent.close();
    }

    private Map<String, Object> json(String start, String body) throws IOException {
        String response = agent.ask(start, body);
        assertThat(status(response)).as(response).isEqualTo(200);
        assertThat(response).contains("Content-Type: application/json\r\n");
        return JsonReader.object(JsonReader.read(body(response)));
    }

    @Test
    void caches_are_told_with_all_their_figures() throws IOException {
        CacheMeter post = agent.metrics.cache("post");
        post.miss(2_000_000, 1_900_000);
        post.hit(90_000);
        post.put();
        post.bypass(Bypass.KEY);
        agent.board().woven("post", "blog.PostService#find(long)", "app");
        agent.metrics.watchStore(() -> true, () -> 3);
        Map<String, Object> all = json("GET /caches", "");
        assertThat(all)
                .containsOnlyKeys("larder", "pid", "jvm", "started", "store", "bypassed", "caches")
                .containsEntry("pid", (double) ProcessHandle.current().pid())
                .containsEntry("bypassed", false)
                .containsEntry(
                        "store",
                        Map.of(
                                "url",
                                "redis://***@localhost:6379",
                                "namespace",
                                "blog",
                                "up",
                                true,
                                "pendingEvictions",
                                3.0));
        List<Object> caches = JsonReader.array(all.get("caches"));
        assertThat(caches).hasSize(3);
        Map<String, Object> first = JsonReader.object(caches.get(0));
        assertThat(first)
                .containsOnlyKeys(
                        "cache",
                        "status",
                        "hits",
                        "misses",
                        "stale",
                        "puts",
                        "evictions",
                        "hitRate",
                        "bypasses",
                        "discards",
                        "hit",
                        "miss",
                        "loadAvoidedSeconds",
                        "overheadSeconds",
                        "savedSeconds",
                        "off",
                        "woven",
                        "reason",
                        "at")
                .containsEntry("cache", "post")
                .containsEntry("status", "active")
                .containsEntry("hits", 1.0)
                .containsEntry("hitRate", 0.5)
                .containsEntry("bypasses", Map.of("key", 1.0))
                .containsEntry("off", null)
                .containsEntry("woven", List.of("blog.PostService#find(long)"));
        assertThat(first.get("at").toString()).endsWith("rules.yaml:4:3");
        assertThat(JsonReader.object(first.get("hit"))).containsOnlyKeys("p50", "p99", "sum", "count");
        assertThat(JsonReader.object(caches.get(2)))
                .containsEntry("status", "disabled")
                .containsEntry("hitRate", null);
    }

    @Test
    void what_is_posted_is_done() throws IOException {
        assertThat(json("POST /rules/reload", "")).containsEntry("problems", List.of());
        assertThat(json("POST /evict", "post:7\r\n\n  posts:*\ntag:@list"))
                .containsEntry("evicted", List.of("post:7", "posts:*", "tag:@list"))
                .containsEntry("removed", 3.0);
        json("POST /clear", "");
        json("POST /clear?cache=post", "");
        assertThat(json("POST /warm?cache=post&top=20&rate=5", ""))
                .containsEntry("running", true)
                .containsEntry("done", 3.0)
                .containsEntry("all", 10.0);
        assertThat(json("POST /bypass?on=true", "")).containsEntry("bypassed", true);
        assertThat(json("GET /health", "")).containsEntry("status", "bypassed");
        json("POST /bypass?on=false", "");
        assertThat(json("GET /health", "")).containsEntry("status", "store-down");
        assertThat(json("POST /log?level=debug", "")).containsEntry("log", "debug");
        assertThat(agent.log.level()).isEqualTo(Log.Level.DEBUG);
        assertThat(agent.changes)
                .containsExactly(
                        "reload",
                        "evict [post:7, posts:*, tag:@list]",
                        "clear null",
                        "clear post",
                        "warm post 20 5",
                        "bypass true",
                        "bypass false");
    }

    @Test
    void the_hottest_keys_are_for_those_alone_who_may_change_something() throws IOException {
        agent.metrics.cache("post").hotKeys().miss("post:7", "m");
        assertThat(body(agent.ask("GET /hot?cache=post", "")).strip())
                .isEqualTo(
                        "{\"caches\":[{\"cache\":\"post\",\"keys\":[{\"key\":\"post:7\",\"calls\":1}],\"slow\":[]}]}");
        assertThat(JsonReader.array(json("GET /hot", "").get("caches"))).hasSize(3);
        agent.close();
        agent = new FakeAgent(temp, "127.0.0.1", "s3cret");
        assertThat(status(agent.ask("GET /hot", ""))).isEqualTo(401);
        assertThat(status(agent.ask("GET /fleet", ""))).isEqualTo(200);
        assertThat(status(agent.ask("GET /warmth", ""))).isEqualTo(200);
    }

    @Test
    void what_cannot_be_done_is_said() throws IOException {
        for (String query : List.of("top=0", "top=x", "rate=-1", "rate=10001", "top=99999999999")) {
            assertThat(status(agent.ask("POST /warm?" + query, ""))).as(query).isEqualTo(400);
        }
        assertThat(status(agent.ask("POST /bypass", ""))).isEqualTo(400);
        assertThat(status(agent.ask("POST /bypass?on=perhaps", ""))).isEqualTo(400);
        assertThat(status(agent.ask("POST /log?level=loud", ""))).isEqualTo(400);
        assertThat(status(agent.ask("POST /evict", ""))).isEqualTo(400);
        assertThat(status(agent.ask("POST /evict", "a\u0000b"))).isEqualTo(400);
        assertThat(agent.changes).isEmpty();
        String partly = agent.ask("POST /evict", "post:1\nwrong*");
        assertThat(status(partly)).isEqualTo(422);
        assertThat(body(partly)).contains("wrong* is wrong");
    }

    @Test
    void nothing_is_changed_by_a_get_and_nothing_read_by_a_post() throws IOException {
        for (String path : List.of("/rules/reload", "/evict", "/clear", "/warm", "/bypass?on=true", "/log?level=off")) {
            String refused = agent.ask("GET " + path, "");
            assertThat(status(refused)).as(path).isEqualTo(405);
            assertThat(refused).contains("Allow: POST\r\n");
        }
        assertThat(status(agent.ask("POST /caches", ""))).isEqualTo(405);
        assertThat(status(agent.ask("PUT /evict", "post:1"))).isEqualTo(405);
        assertThat(agent.changes).isEmpty();
    }

    @Test
    void a_head_is_answered_without_the_body() throws IOException {
        String head = agent.ask("HEAD /rules", "");
        assertThat(status(head)).isEqualTo(200);
        assertThat(body(head)).isEmpty();
        assertThat(head).doesNotContain("Content-Length: 0\r\n");
    }

    @Test
    void the_figures_come_in_the_format_that_is_asked_for() throws IOException {
        agent.metrics.cache("post").put();
        assertThat(agent.ask("GET /metrics", ""))
                .contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                .contains("cache_puts_total{cache=\"post\"} 1.0\n");
        assertThat(agent.ask("GET /metrics", "", "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5"))
                .contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
                .endsWith("# EOF\n");
    }

    @Test
    void the_rules_are_told_and_of_their_text_a_caches_own_alone() throws IOException {
        assertThat(body(agent.ask("GET /rules", ""))).contains("\"rule\":\"saved\",\"status\":\"pending\"");
        assertThat(body(agent.ask("GET /rule?cache=post", ""))).isEqualTo("""
                post:
                  method: blog.PostService#find(long id)
                  key: "post:{id}"   # redis://***@host
                """);
        assertThat(body(agent.ask("GET /rule?cache=list", "")))
                .isEqualTo("list: { method: \"blog.PostService#list(int page)\", key: \"posts:{page}\" }\n");
        assertThat(status(agent.ask("GET /rule?cache=saved", ""))).isEqualTo(404);
        assertThat(status(agent.ask("GET /rule?cache=..%2F..%2Fetc%2Fpasswd", "")))
                .isEqualTo(404);
        Files.writeString(temp.resolve("rules.yaml"), "\n".repeat(3) + "  secret: hunter2\n");
        assertThat(body(agent.ask("GET /rule?cache=post", ""))).startsWith("# the file has changed");
    }

    @Test
    void the_page_may_load_and_run_nothing_but_itself() throws IOException {
        String page = agent.ask("GET /", "");
        assertThat(status(page)).isEqualTo(200);
        assertThat(page)
                .contains("Content-Type: text/html; charset=utf-8\r\n", "X-Frame-Options: DENY\r\n")
                .containsPattern("Content-Security-Policy: default-src 'none'; connect-src 'self'; script-src 'sha256-"
                        + "[A-Za-z0-9+/=]+'; style-src 'sha256-")
                .doesNotContain("unsafe-inline");
        assertThat(body(page)).doesNotContain("http://", "https://", "innerHTML", " style=", " on" + "click=");
    }

    @Test
    void history_has_a_sample_for_each_cache_that_was_asked() throws IOException {
        History history = new History();
        Metrics metrics = new Metrics();
        CacheMeter post = metrics.cache("post");
        history.sample(metrics.figures());
        for (int i = 0; i < History.SAMPLES; i++) {
            post.hit(1);
            if (i % 2 == 0) {
                post.miss(1, 1);
            }
            history.sample(metrics.figures());
        }
        List<Object> line = JsonReader.array(JsonReader.object(
                        JsonReader.object(JsonReader.read(history.json().toString()))
                                .get("caches"))
                .get("post"));
        assertThat(line).hasSize(History.SAMPLES).startsWith(0.5, 1.0).endsWith(0.5, 1.0);
        history.sample(metrics.figures());
        assertThat(history.json().toString()).endsWith("0.5,1.0,null]}}");
        assertThat(body(agent.ask("GET /history", ""))).startsWith("{\"seconds\":5,\"caches\":{");
    }

    @Test
    void a_port_that_is_taken_leads_to_the_next_one() throws IOException {
        int taken = agent.address().getPort();
        try (FakeAgent second = new FakeAgent(temp, FakeAgent.RULES, "127.0.0.1", taken, null)) {
            assertThat(second.address().getPort()).isBetween(taken + 1, taken + 50);
            assertThat(status(second.ask("GET /health", ""))).isEqualTo(200);
        }
    }

    @Test
    void an_address_that_is_not_this_machines_is_told_with_what_to_do() {
        assertThatThrownBy(() -> AgentServer.open(
                        new MetricsSettings(true, "203.0.113.1", 0), null, agent.metrics, agent, agent.log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 203.0.113.1:0")
                .hasMessageContaining("metrics.host");
    }

    @Test
    void a_fault_is_answered_and_logged() throws IOException {
        agent.metrics.watchStore(
                () -> {
                    throw new IllegalStateException("up?");
                },
                () -> 0);
        assertThat(status(agent.ask("GET /caches", ""))).isEqualTo(500);
        assertThat(agent.logged.toString(StandardCharsets.UTF_8))
                .contains("a request to the agent's port failed", "up?");
    }

    @Test
    void a_closed_server_leaves_its_port() throws IOException {
        agent.close();
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), agent.address().getPort()));
            assertThat(free.isBound()).isTrue();
        }
    }
}
