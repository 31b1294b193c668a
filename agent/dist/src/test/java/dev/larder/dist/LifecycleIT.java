package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that change while the application runs, and an agent that comes and goes, on every JDK found. */
@ParameterizedClass
@MethodSource("jdks")
class LifecycleIT {
    private static final String HEAD = """
            larder: 1
            store: { namespace: shop, url: "memory:" }
            metrics: { port: 0 }
            defaults: { auto-off: false }
            caches:
            """;
    private static final String ARTICLE = """
              article: { method: shop.Articles#find(long id), key: "article:{id}" }
            """;
    private static final String PRICE = """
              price: { method: shop.Articles#price(long id), key: "price:{id}" }
            """;
    private static final String LEFT = """
              left: { method: shop.Stock#left(long articleId), key: "left:{articleId}" }
            """;
    private static final String SAVED = """
            invalidations:
              - method: shop.Articles#save(shop.Article article)
                evict: ["article:{article.id}"]
            """;

    private final Jdk jdk;

    @TempDir
    private Path temp;

    private Path rules;

    LifecycleIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void place() {
        rules = temp.resolve("rules.yaml");
    }

    private void write(String... parts) throws IOException {
        // As editors and deployments do: a new file in the place of the old.
        Path next = Files.writeString(temp.resolve("next"), String.join("", parts));
        Files.move(
                next,
                rules,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean cached(ForkedJvm shop, String command) {
        shop.say(command);
        String first = shop.say(command);
        return first.equals(shop.say(command));
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    @Test
    void changed_rules_come_into_force_and_removed_ones_set_their_methods_free() throws IOException {
        write(HEAD, ARTICLE);
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            assertThat(cached(shop, "find 1")).isTrue();
            assertThat(cached(shop, "price 1")).isFalse();
            assertThat(cached(shop, "left 1")).isFalse();

            write(HEAD, PRICE, LEFT, SAVED.replace("article:{article.id}", "price:*"));
            await(() -> cached(shop, "price 1"));
            assertThat(cached(shop, "left 1")).isTrue();
            assertThat(cached(shop, "find 1")).isFalse();
            assertThat(shop.scrape())
                    .contains("larder_rule_info{rule=\"price\",status=\"active\"} 1")
                    .contains("larder_rule_info{rule=\"left\",status=\"active\"} 1")
                    .contains("larder_reloads_total{result=\"success\"} 1")
                    .doesNotContain("larder_rule_info{rule=\"article\"");

            write(HEAD, ARTICLE, SAVED);
            await(() -> cached(shop, "find 1"));
            shop.say("save 1 cake");
            assertThat(shop.say("find 1")).startsWith("1 cake");
        }
    }

    @Test
    void a_broken_file_changes_nothing_and_says_so_once() throws IOException {
        write(HEAD, ARTICLE);
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            assertThat(cached(shop, "find 1")).isTrue();
            write(HEAD, ARTICLE.replace("method", "methud"));
            shop.awaitError("the rules in force stay");
            assertThat(cached(shop, "find 1")).isTrue();
            assertThat(shop.errors()).anyMatch(line -> line.contains("rules.yaml:6:14:") && line.contains("method"));
            write(HEAD, PRICE);
            await(() -> cached(shop, "price 1"));
            assertThat(shop.errors().stream().filter(line -> line.contains("the rules in force stay")))
                    .hasSize(1);
        }
    }

    @Test
    void rules_that_are_wrong_at_start_leave_an_agent_that_waits_for_correct_ones() throws IOException {
        write("larder: 2\n");
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            shop.awaitError("inactive");
            assertThat(cached(shop, "find 1")).isFalse();
            write(HEAD, ARTICLE);
            await(() -> cached(shop, "find 1"));
        }
    }

    @Test
    void a_symbolic_link_that_is_swapped_is_noticed() throws IOException {
        Path one = Files.createDirectory(temp.resolve("one"));
        Path two = Files.createDirectory(temp.resolve("two"));
        Files.writeString(one.resolve("rules.yaml"), HEAD + ARTICLE);
        Files.writeString(two.resolve("rules.yaml"), HEAD + PRICE);
        Path current = Files.createSymbolicLink(temp.resolve("..data"), one);
        Files.createSymbolicLink(rules, current.resolve("rules.yaml"));
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            assertThat(cached(shop, "find 1")).isTrue();
            Path next = Files.createSymbolicLink(temp.resolve("next"), two);
            Files.move(next, current, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            await(() -> cached(shop, "price 1"));
        }
    }

    @Test
    void a_post_reloads_at_once_but_not_on_behalf_of_a_web_page() throws Exception {
        write(HEAD, ARTICLE);
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            assertThat(cached(shop, "find 1")).isTrue();
            URI reload = shop.metrics().resolve("/rules/reload");
            write(HEAD, PRICE);
            assertThat(post(HttpRequest.newBuilder(reload)).statusCode()).isEqualTo(200);
            assertThat(cached(shop, "price 1")).isTrue();
            assertThat(ForkedJvm.get(shop.metrics().resolve("/rules")))
                    .contains("\"rule\":\"price\",\"status\":\"active\"", "shop.Articles#price(long)");
            write(HEAD, "  broken: 1\n");
            HttpResponse<String> refused = post(HttpRequest.newBuilder(reload));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("rules.yaml:6:");
            assertThat(post(HttpRequest.newBuilder(reload).header("Origin", "http://evil.example"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    /** {@code -Dlarder.reloads=1000} for the long form. */
    @Test
    void reloads_under_load_fail_no_call_lose_no_site_and_leave_nothing_behind() throws Exception {
        int reloads = Integer.getInteger("larder.reloads", 100);
        String search = "  search: { method: shop.Articles#search(String name), key: \"search:{name}\" }\n";
        write(HEAD, ARTICLE, search, SAVED);
        try (ForkedJvm shop =
                ForkedJvm.of(jdk).option("-Xmx128m").agent(rules.toString()).shop()) {
            URI reload = shop.metrics().resolve("/rules/reload");
            for (int warm = 0; warm < 20; warm++) {
                write(HEAD, warm % 2 == 0 ? LEFT : ARTICLE + search, SAVED);
                assertThat(post(HttpRequest.newBuilder(reload)).statusCode()).isEqualTo(200);
            }
            shop.say("storm 8 500");
            String[] before = shop.say("memory").split(" ");
            CompletableFuture<String> storm = CompletableFuture.supplyAsync(() -> shop.say("storm 8 " + reloads * 40));
            for (int i = 0; i < reloads; i++) {
                write(HEAD, i % 2 == 0 ? LEFT : ARTICLE + search, SAVED);
                assertThat(post(HttpRequest.newBuilder(reload)).statusCode()).isEqualTo(200);
            }
            assertThat(storm.get()).startsWith("wrong=0 ");
            String[] after = shop.say("memory").split(" ");
            write(HEAD, ARTICLE, search, SAVED);
            assertThat(post(HttpRequest.newBuilder(reload)).statusCode()).isEqualTo(200);
            assertThat(cached(shop, "find 1")).isTrue();
            // Each class that is transformed again counts as one more
            assertThat(Long.parseLong(after[0]) - Long.parseLong(before[0])).isLessThan(70 + reloads / 10);
            assertThat(Long.parseLong(after[1]) - Long.parseLong(before[1])).isLessThan(8L << 20);
        }
    }

    private static HttpResponse<String> post(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void command(String... words) throws Exception {
        String[] all = new String[words.length + 2];
        all[0] = "-jar";
        all[1] = ForkedJvm.jar().toString();
        System.arraycopy(words, 0, all, 2, words.length);
        try (ForkedJvm command = ForkedJvm.of(jdk).run(all)) {
            assertThat(command.exit())
                    .as("%s %s", command.output(), command.errors())
                    .isZero();
        }
    }

    @Test
    void an_agent_can_be_attached_to_a_running_application_detached_and_attached_again() throws Exception {
        write(HEAD, ARTICLE, LEFT);
        try (ForkedJvm shop = ForkedJvm.of(jdk).shop()) {
            String pid = String.valueOf(shop.process().pid());
            assertThat(cached(shop, "find 1")).isFalse();
            for (int round = 0; round < 2; round++) {
                command("attach", pid, "--rules", rules.toString());
                assertThat(cached(shop, "find 1")).isTrue();
                assertThat(cached(shop, "left 1")).isTrue();
                command("detach", pid);
                assertThat(cached(shop, "find 1")).isFalse();
                assertThat(cached(shop, "left 1")).isFalse();
            }
            assertThat(shop.exit()).isZero();
            assertThat(shop.errors().stream().filter(line -> line.contains("detached")))
                    .hasSize(2);
        }
    }

    @Test
    void a_second_agent_does_nothing_and_says_so() throws Exception {
        write(HEAD, ARTICLE);
        try (ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(rules.toString())
                .agent(rules.toString())
                .shop()) {
            shop.awaitError("runs in this JVM already");
            assertThat(cached(shop, "find 1")).isTrue();
        }
    }

    @Test
    void attaching_to_a_JVM_that_has_an_agent_leaves_it_alone_and_says_so() throws Exception {
        write(HEAD, ARTICLE);
        try (ForkedJvm shop = ForkedJvm.of(jdk).agent(rules.toString()).shop()) {
            shop.metrics();
            String pid = String.valueOf(shop.process().pid());
            try (ForkedJvm attach = ForkedJvm.of(jdk)
                    .run("-jar", ForkedJvm.jar().toString(), "attach", pid, "--rules", rules.toString())) {
                assertThat(attach.exit()).isEqualTo(1);
                assertThat(attach.output())
                        .singleElement()
                        .asString()
                        .startsWith("Larder runs in process " + pid + " already, with the rules " + rules);
            }
        }
    }

    @Test
    void attaching_with_wrong_rules_leaves_the_JVM_alone_and_detaching_without_an_agent_says_so() throws Exception {
        write(HEAD, ARTICLE.replace("method", "methud"));
        try (ForkedJvm shop = ForkedJvm.of(jdk).shop()) {
            String pid = String.valueOf(shop.process().pid());
            try (ForkedJvm attach = ForkedJvm.of(jdk)
                    .run("-jar", ForkedJvm.jar().toString(), "attach", pid, "--rules", rules.toString())) {
                assertThat(attach.exit()).isEqualTo(2);
                attach.awaitError("is left alone: correct the rules first");
            }
            try (ForkedJvm detach =
                    ForkedJvm.of(jdk).run("-jar", ForkedJvm.jar().toString(), "detach", pid)) {
                assertThat(detach.exit()).isEqualTo(1);
                assertThat(detach.output()).containsExactly("there was no sign of Larder in process " + pid);
            }
            assertThat(cached(shop, "find 1")).isFalse();
        }
    }
}
