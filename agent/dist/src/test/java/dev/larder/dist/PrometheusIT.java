package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.larder.console.JsonReader;
import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/ gives to Prometheus and Grafana, tried with the real things where they are installed. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DOCS =
            Path.of(System.getProperty("larder.root", "../..")).resolve("docs");

    @TempDir
    private Path temp;

    private static String program(String name) {
        String found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        assumeThat(found).as("no %s here (Debian: prometheus): not tried", name).isNotEmpty();
        return found;
    }

    private static void promtool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program("promtool")));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command)
                .directory(DOCS.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void the_configuration_is_valid() throws Exception {
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void recording_and_alert_rules_are_valid() throws Exception {
        promtool("check", "rules", "larder-rules.yml");
    }

    @Test
    void alerts_come_when_they_should_and_only_then() throws Exception {
        promtool("test", "rules", "larder-rules-test.yml");
    }

    @Test
    void every_query_of_the_dashboard_and_every_record_finds_something_in_a_real_prometheus() throws Exception {
        String binary = program("prometheus");
        try (RedisServer redis = RedisServer.start();
                ForkedJvm shop = ForkedJvm.of(Jdk.own())
                        .option("-Djava.io.tmpdir=" + temp)
                        .environment("XDG_RUNTIME_DIR", "")
                        .environment("SHOP_STORE", redis.url())
                        .agent(ForkedJvm.rules("shop.yaml").toString())
                        .shop()) {
            shop.say("find 1");
            shop.awaitStore();
            int port = RedisServer.freePort();
            Process prometheus = start(binary, port, shop.metrics());
            try {
                URI api = URI.create("http://127.0.0.1:" + port + "/api/v1/");
                List<String> missing = new ArrayList<>(queries());
                assertThat(missing).hasSizeGreaterThan(20);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(() -> {
                            assertThat(prometheus.isAlive()).isTrue();
                            traffic(shop);
                            missing.removeIf(query -> finds(api, query));
                            assertThat(missing).isEmpty();
                        });
            } finally {
                prometheus.destroyForcibly().onExit().join();
            }
        }
    }

    private static void traffic(ForkedJvm shop) {
        for (String line : List.of("find 1", "find 1", "find 2", "page 0", "page 0", "task 1", "save 2 cake")) {
            shop.say(line);
        }
    }

    private Process start(String binary, int port, URI scraped) throws IOException {
        Files.copy(DOCS.resolve("prometheus/larder-rules.yml"), temp.resolve("larder-rules.yml"));
        String configuration = Files.readString(DOCS.resolve("prometheus/prometheus.yml"))
                .replace("127.0.0.1:9464", scraped.getAuthority())
                .replaceAll("_interval: \\S+", "_interval: 1s");
        Path file = Files.writeString(temp.resolve("prometheus.yml"), configuration);
        return new ProcessBuilder(
                        binary,
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + temp.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("prometheus.log").toFile())
                .start();
    }

    /** Those of all panels, with Grafana's variables as it fills them in for everything; and the names of all records. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        Map<String, Object> board =
                JsonReader.object(JsonReader.read(Files.readString(DOCS.resolve("grafana/larder.json"))));
        for (Object panel : JsonReader.array(board.get("panels"))) {
            for (Object target : JsonReader.array(JsonReader.object(panel).get("targets"))) {
                queries.add(String.valueOf(JsonReader.object(target).get("expr"))
                        .replace("$__rate_interval", "10s")
                        .replaceAll("\\$(job|instance|cache)", ".*"));
            }
        }
        for (String line : Files.readAllLines(DOCS.resolve("prometheus/larder-rules.yml"))) {
            if (line.contains("- record: ")) {
                queries.add(line.substring(line.indexOf("- record: ") + 10));
            }
        }
        assertThat(queries).allMatch(query -> !query.contains("$"));
        return queries;
    }

    private static boolean finds(URI api, String query) {
        String answer = ForkedJvm.get(api.resolve("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
        Map<String, Object> said = JsonReader.object(JsonReader.read(answer));
        assertThat(said.get("status")).as("%s: %s", query, answer).isEqualTo("success");
        return !JsonReader.array(JsonReader.object(said.get("data")).get("result"))
                .isEmpty();
    }
}
