package dev.larder.console.http;

import static dev.larder.console.http.FakeAgent.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing changes, nothing leaks, memory stays bounded. */
class HostileRequestsTest {
    private static final String TOKEN = "correct-horse-battery-staple";
    private static final List<String> CHANGES =
            List.of("/rules/reload", "/evict", "/clear", "/bypass?on=true", "/log?level=off", "/warm");

    @TempDir
    private Path temp;

    private FakeAgent agent;

    @AfterEach
    void close() {
        if (agent != null) {
            agent.close();
        }
    }

    private FakeAgent open(String host, String token) {
        agent = new FakeAgent(temp, host, token);
        return agent;
    }

    @Test
    void no_page_of_another_site_changes_anything() throws IOException {
        open("127.0.0.1", null);
        for (String path : CHANGES) {
            for (String header : List.of(
                    "Origin: http://evil.example",
                    "Origin: null",
                    "Origin: http://127.0.0.1:1",
                    "Origin: https://" + agent.host(),
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Site: same-site",
                    "Sec-Fetch-Site: none",
                    "Host: evil.example:" + agent.address().getPort(),
                    "Host: 127.0.0.1.evil.example",
                    "Host: localhost.evil.example",
                    "Host: ")) {
                assertThat(status(agent.ask("POST " + path, "post:1", header)))
                        .as(path + " " + header)
                        .isEqualTo(403);
            }
            String rebound = "evil.example:" + agent.address().getPort();
            assertThat(status(agent.ask(
                            "POST " + path,
                            "x",
                            "Host: " + rebound,
                            "Origin: http://" + rebound,
                            "Sec-Fetch-Site: same-origin")))
                    .isEqualTo(403);
            assertThat(status(agent.send(("POST " + path + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(400);
        }
        assertThat(agent.changes).isEmpty();
    }

    @Test
    void nor_reads_anything_under_a_name_that_was_rebound() throws IOException {
        open("127.0.0.1", null);
        for (String path : List.of("/", "/caches", "/rules", "/rule?cache=post", "/metrics", "/none")) {
            assertThat(status(agent.ask("GET " + path, "", "Host: evil.example")))
                    .isEqualTo(403);
            assertThat(status(agent.ask("GET " + path, "", "Host: localhost:9464")))
                    .isNotEqualTo(403);
            assertThat(status(agent.ask("GET " + path, "", "Host: [::1]"))).isNotEqualTo(403);
        }
    }

    @Test
    void its_own_page_may() throws IOException {
        open("127.0.0.1", null);
        assertThat(status(
                        agent.ask("POST /clear", "", "Origin: http://" + agent.host(), "Sec-Fetch-Site: same-origin")))
                .isEqualTo(200);
        assertThat(agent.changes).containsExactly("clear null");
    }

    @Test
    void where_others_reach_it_nothing_is_changed_without_a_token_nor_a_rule_shown() throws IOException {
        open("0.0.0.0", null);
        assertThat(agent.logged.toString(StandardCharsets.UTF_8)).contains("WARN", "admin.token");
        for (String path : CHANGES) {
            assertThat(status(agent.ask("POST " + path, "x", "Authorization: Bearer ")))
                    .isEqualTo(403);
        }
        assertThat(status(agent.ask("GET /rule?cache=post", ""))).isEqualTo(403);
        assertThat(status(agent.ask("GET /metrics", "", "Host: app-7.internal:9464")))
                .isEqualTo(200);
        assertThat(agent.changes).isEmpty();
    }

    @Test
    void a_token_is_asked_for_and_the_right_one_is_enough() throws IOException {
        open("0.0.0.0", TOKEN);
        for (String header : List.of(
                "X: y",
                "Authorization: " + TOKEN,
                "Authorization: Basic " + TOKEN,
                "Authorization: Bearer " + TOKEN.substring(1),
                "Authorization: Bearer " + TOKEN + "x")) {
            String refused = agent.ask("POST /clear", "", header);
            assertThat(status(refused)).as(header).isEqualTo(401);
            assertThat(refused).contains("WWW-Authenticate: Bearer\r\n").doesNotContain(TOKEN);
        }
        assertThat(status(
                        agent.ask("POST /clear", "", "Authorization: Bearer " + TOKEN, "Origin: http://evil.example")))
                .isEqualTo(403);
        assertThat(agent.changes).isEmpty();
        assertThat(status(agent.ask(
                        "POST /clear",
                        "",
                        "Authorization:Bearer " + TOKEN + " \t",
                        "Host: app-7.internal",
                        "Origin: https://app-7.internal")))
                .isEqualTo(200);
        assertThat(agent.changes).containsExactly("clear null");
    }

    @Test
    void no_path_leads_out() throws IOException {
        open("127.0.0.1", null);
        for (String path : List.of(
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/./caches",
                "/caches/",
                "/page.html",
                "/version.txt",
                "/dev/larder/console/http/page.html",
                "/caches%00",
                "/rules\\reload")) {
            assertThat(status(agent.ask("GET " + path, ""))).as(path).isEqualTo(404);
        }
        assertThat(status(agent.ask("GET http://evil.example/caches", ""))).isEqualTo(400);
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_read() throws IOException {
        open("127.0.0.1", null);
        String huge = "x".repeat(2_000_000);
        assertThat(status(agent.ask("POST /evict", huge))).isEqualTo(413);
        assertThat(status(agent.ask("POST /evict", "", "Content-Length: 999999999999999999")))
                .isEqualTo(413);
        assertThat(status(agent.ask("POST /evict", "", "Content-Length: 9999999999999999999999")))
                .isEqualTo(400);
        assertThat(status(agent.ask("POST /evict", "", "Content-Length: -1"))).isEqualTo(400);
        assertThat(status(agent.ask("POST /evict", "", "Transfer-Encoding: chunked")))
                .isEqualTo(411);
        assertThat(status(agent.ask("GET /" + huge, ""))).isEqualTo(431);
        assertThat(status(agent.ask("GET /", "", "X: " + huge))).isEqualTo(431);
        assertThat(status(agent.ask("GET /", "", "X: y\r\n".repeat(100) + "X: y")))
                .isIn(400, 431);
        assertThat(status(agent.ask("GET /", "", "A: y\r\n B: folded"))).isEqualTo(400);
        assertThat(status(agent.ask("GET /", "", "X: " + " ".repeat(15_000) + "\u0001")))
                .isEqualTo(400);
        assertThat(status(agent.ask("GET /", "", "Host: localhost", "Host: evil.example")))
                .isEqualTo(400);
        assertThat(agent.changes).isEmpty();
    }

    @Test
    void who_is_slow_is_cut_off_and_keeps_nobody_out_for_long() throws IOException {
        open("127.0.0.1", null);
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * Listener.MOST_CONNECTIONS; i++) {
                Socket socket =
                        new Socket(agent.address().getAddress(), agent.address().getPort());
                slow.add(socket);
                try {
                    socket.getOutputStream()
                            .write(("POST /clear HTTP/1.1\r\nHost: " + agent.host()
                                            + "\r\nContent-Length: 1000\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                } catch (SocketException refused) {
                    // One of those that are too many
                }
            }
            Socket dripping = slow.get(0);
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("larder-http-connection")))
                    .hasSizeLessThanOrEqualTo(Listener.MOST_CONNECTIONS);
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        try {
                            dripping.getOutputStream().write('x');
                        } catch (SocketException cut) {
                            return status(agent.ask("GET /health", "")) == 200;
                        }
                        return false;
                    });
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(agent.changes).isEmpty();
    }

    @Test
    void ten_thousand_random_requests_change_nothing() throws IOException {
        open("127.0.0.1", TOKEN);
        long seed = Long.getLong("larder.seed", System.nanoTime());
        System.out.println("seed of the hostile requests: " + seed);
        Random random = new Random(seed);
        agent.ask("GET /metrics", "");
        for (int i = 0; i < 500; i++) {
            agent.send(request(random));
        }
        long before = usedMemory();
        for (int i = 0; i < 10_000; i++) {
            byte[] request = request(random);
            String answer = agent.send(request);
            assertThat(answer)
                    .as("seed %d, request %d: %s", seed, i, new String(request, StandardCharsets.ISO_8859_1))
                    .doesNotContain(TOKEN, "hunter2", "hunter3", "root:x:", "HTTP/1.1 500");
            if (!answer.isEmpty()) {
                assertThat(answer).startsWith("HTTP/1.1 ");
            }
        }
        assertThat(agent.changes).isEmpty();
        assertThat(status(agent.ask("GET /health", ""))).isEqualTo(200);
        assertThat(usedMemory() - before).isLessThan(8L << 20);
        assertThat(agent.logged.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR");
    }

    private static long usedMemory() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    /** Near to what it understands, and spoilt in some way; or nothing like it. */
    private byte[] request(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(3_000)];
            random.nextBytes(noise);
            bytes.writeBytes(noise);
            return bytes.toByteArray();
        }
        List<String> methods = List.of("POST", "GET", "HEAD", "PUT", "OPTIONS", "post", "CONNECT", "");
        List<String> paths = List.of(
                "/evict",
                "/clear?cache=post",
                "/bypass?on=true",
                "/rules/reload",
                "/log?level=off",
                "/rule?cache=post",
                "/rule?cache=%",
                "/metrics",
                "/caches",
                "/fleet",
                "/hot?cache=post",
                "/",
                "/../../../etc/passwd",
                "/%c0%ae%c0%ae/etc/passwd",
                "*",
                "//",
                "/evict?on=\u0000",
                "/warm",
                "/warm?top=9&rate=\u0000",
                "http://x/evict");
        List<String> headers = List.of(
                "Host: " + agent.host(),
                "Host: evil.example",
                "Origin: null",
                "Origin: http://" + agent.host(),
                "Sec-Fetch-Site: same-origin",
                "Content-Length: 5",
                "Content-Length: 5000000000",
                "Content-Length: +5",
                "Transfer-Encoding: chunked",
                "Authorization: Bearer",
                "Authorization: Bearer \u0000",
                "Authorization: Basic YTpi",
                "Expect: 100-continue",
                "X-Forwarded-For: 127.0.0.1",
                ": empty",
                "no colon",
                "Accept: application/openmetrics-text",
                "Connection: Upgrade",
                "X: " + "y".repeat(random.nextInt(20_000)));
        StringBuilder text = new StringBuilder(pick(methods, random))
                .append(random.nextInt(20) == 0 ? "\t" : " ")
                .append(pick(paths, random))
                .append(random.nextInt(20) == 0 ? " HTTP/9.9" : " HTTP/1.1")
                .append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(pick(headers, random)).append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        }
        text.append("\r\n").append(random.nextInt(3) == 0 ? "post:1\n" : "x".repeat(random.nextInt(2_000)));
        byte[] request = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int flips = random.nextInt(3); flips > 0; flips--) {
            request[random.nextInt(request.length)] = (byte) random.nextInt();
        }
        return request;
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
