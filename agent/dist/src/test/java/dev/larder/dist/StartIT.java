package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at start: one clear line each, and the application runs as if there were no agent. */
class StartIT {
    @TempDir
    private Path temp;

    private ForkedJvm.Start java() {
        return ForkedJvm.of(Jdk.own());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(temp.resolve("rules.yaml"), text);
    }

    /** The shop runs uncached, and standard error has exactly these lines, each given by parts of it. */
    private static void runsBareAndSays(ForkedJvm shop, List<String>... lines) {
        assertThat(shop.say("find 1")).endsWith("loads=1");
        assertThat(shop.say("find 1")).endsWith("loads=2");
        assertThat(shop.exit()).isZero();
        assertThat(shop.errors()).hasSize(lines.length);
        for (int i = 0; i < lines.length; i++) {
            assertThat(shop.errors().get(i)).contains(lines[i]);
        }
    }

    @Test
    void a_syntax_error_is_told_with_its_place() throws IOException {
        Path rules = file(
                "larder: 1\nstore: { namespace: shop }\ncaches:\n  article: { method: shop.Articles#find(long id\n");
        try (ForkedJvm shop = java().agent(rules.toString()).shop()) {
            runsBareAndSays(shop, List.of(rules + ":", "ERROR"), List.of("inactive"));
        }
    }

    @Test
    void every_error_of_a_file_is_told_at_once() throws IOException {
        Path rules = file("""
                larder: 1
                store: { namespase: shop }
                caches:
                  article:
                    method: shop.Articles#find(long id)
                    key: "article:{ide}"
                    ttl: 5 minutes
                """);
        try (ForkedJvm shop = java().agent(rules.toString()).shop()) {
            shop.say("find 1");
            assertThat(shop.exit()).isZero();
            assertThat(shop.errors())
                    .anyMatch(line -> line.contains(rules + ":2:10:") && line.contains("namespace"))
                    .anyMatch(line -> line.contains(rules + ":6:") && line.contains("'id'"))
                    .anyMatch(line -> line.contains(rules + ":7:10:"))
                    .last()
                    .asString()
                    .contains("inactive");
        }
    }

    @Test
    void a_missing_file_is_told() {
        Path missing = temp.resolve("missing.yaml");
        try (ForkedJvm shop = java().agent(missing.toString()).shop()) {
            runsBareAndSays(shop, List.of(missing.toString()), List.of("inactive"));
        }
    }

    @Test
    void no_rules_at_all_are_told() {
        try (ForkedJvm shop = java().agent(null).shop()) {
            runsBareAndSays(shop, List.of("no rules given", "LARDER_RULES", "inactive"));
        }
    }

    @Test
    void an_unknown_argument_is_told_with_those_that_there_are() {
        try (ForkedJvm shop = java().agent("rules=x.yaml,port=1").shop()) {
            runsBareAndSays(shop, List.of("\"port\"", "metrics.port", "inactive"));
        }
    }

    @Test
    void rules_may_come_from_the_environment_or_a_system_property() {
        String rules = ForkedJvm.rules("shop.yaml").toString();
        try (ForkedJvm environment =
                        java().agent(null).environment("LARDER_RULES", rules).shop();
                ForkedJvm property =
                        java().agent(null).option("-Dlarder.rules=" + rules).shop();
                ForkedJvm named =
                        java().agent("rules=" + rules + ",metrics.port=0").shop()) {
            for (ForkedJvm shop : List.of(environment, property, named)) {
                shop.say("find 1");
                assertThat(shop.say("find 1")).endsWith("loads=1");
            }
        }
    }

    @Test
    void an_unknown_method_is_told_with_the_methods_that_there_are() throws IOException {
        Path rules = file("""
                larder: 1
                store: { namespace: shop, url: "memory:" }
                metrics: { port: 0 }
                caches:
                  article: { method: "shop.Articles#fnd(long id)", key: "article:{id}" }
                """);
        try (ForkedJvm shop = java().agent(rules.toString()).shop()) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            shop.metrics();
            assertThat(shop.errors())
                    .filteredOn(line -> line.contains("refused: "))
                    .singleElement()
                    .asString()
                    .contains("rules.yaml:5:", "shop.Articles has no method fnd(long id)", "find(long)");
        }
    }

    @Test
    void an_application_that_no_rule_concerns_pays_for_no_library() throws IOException {
        StringBuilder rules =
                new StringBuilder("larder: 1\nstore: { namespace: shop }\nmetrics: { port: 0 }\ncaches:\n");
        for (int i = 0; i < 200; i++) {
            rules.append("  c" + i + ": { method: \"com.acme.Service" + i + "#find(long id)\", key: \"c" + i
                    + ":{id}\" }\n");
        }
        Path loaded = temp.resolve("classes.txt");
        try (ForkedJvm shop = java().agent(file(rules.toString()).toString())
                .option("-Xlog:class+load:file=" + loaded)
                .shop()) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            shop.metrics();
            assertThat(shop.exit()).isZero();
            assertThat(shop.errors()).anyMatch(line -> line.contains("200 rules, 200 pending"));
        }
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains("dev.larder.inside.org.yaml."))
                .noneMatch(line -> line.contains("inside.net.bytebuddy."))
                .noneMatch(line -> line.contains("inside.io.lettuce."))
                .noneMatch(line -> line.contains("inside.io.netty."))
                .noneMatch(line -> line.contains("inside.io.micrometer."));
    }

    @Test
    void a_metrics_port_in_use_leads_to_the_next_free_one() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ForkedJvm shop = java().agent(
                                "rules=" + ForkedJvm.rules("shop.yaml") + ",metrics.port=" + taken.getLocalPort())
                        .shop()) {
            shop.awaitError("(port " + taken.getLocalPort() + " is taken)");
            assertThat(shop.metrics().getPort()).isGreaterThan(taken.getLocalPort());
            assertThat(shop.metric("larder_store_up")).isNotNaN();
        }
    }

    @Test
    void an_address_that_cannot_be_listened_on_costs_the_metrics_only() {
        try (ForkedJvm shop = java().agent("rules=" + ForkedJvm.rules("shop.yaml") + ",metrics.host=203.0.113.1")
                .shop()) {
            shop.awaitError("cannot listen on 203.0.113.1");
            shop.say("find 1");
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.errors().stream().filter(line -> line.contains("cannot listen")))
                    .singleElement()
                    .asString()
                    .contains("metrics.port");
        }
    }

    @Test
    void an_unreachable_redis_is_told_and_delays_nothing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (ForkedJvm shop = java().agent(ForkedJvm.rules("shop.yaml").toString())
                .environment("SHOP_STORE", "redis://127.0.0.1:" + free)
                .shop()) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            shop.awaitError("nothing listens there");
            assertThat(shop.metric("larder_store_up")).isZero();
            assertThat(shop.metric("larder_bypass_total{cache=\"article\",reason=\"store\"}"))
                    .isEqualTo(2);
            assertThat(shop.errors().stream().filter(line -> line.contains("WARN") && line.contains("" + free)))
                    .hasSize(1);
        }
    }

    @Test
    void the_command_line_answers() throws Exception {
        try (ForkedJvm command = java().run("-jar", ForkedJvm.jar().toString(), "version")) {
            assertThat(command.process().waitFor()).isZero();
            command.exit();
            assertThat(command.output()).singleElement().asString().startsWith("larder ");
        }
    }
}
