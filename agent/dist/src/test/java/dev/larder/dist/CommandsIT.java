package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.console.JsonReader;
import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of the packaged jar, beside an application with the agent and a real Redis. */
class CommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Jdk jdk = Jdk.all().get(0);
    private final Path rules = ForkedJvm.rules("shop.yaml");

    @TempDir
    private Path temp;

    private RedisServer redis;
    private ForkedJvm shop;

    @BeforeEach
    void open() {
        redis = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lfu");
        shop = shop(temp);
    }

    @AfterEach
    void close() {
        shop.close();
        redis.close();
    }

    /** @param place where its agent leaves its file */
    private ForkedJvm shop(Path place) {
        ForkedJvm opened = ForkedJvm.of(jdk)
                .option("-Djava.io.tmpdir=" + place)
                .environment("XDG_RUNTIME_DIR", "")
                .environment("SHOP_STORE", redis.url())
                .agent(rules.toString())
                .shop();
        opened.say("find 1");
        opened.awaitStore();
        return opened;
    }

    /** What a command said, and with which code it ended. */
    private record Said(int code, List<String> out, List<String> err) {
        String text() {
            return String.join("\n", out);
        }

        Map<String, Object> json() {
            assertThat(out).as("%s", err).hasSize(1);
            return JsonReader.object(JsonReader.read(out.get(0)));
        }
    }

    private Said run(String... words) {
        return runAt(temp, words);
    }

    /** @param place where agents left their files */
    private Said runAt(Path place, String... words) {
        List<String> all = new ArrayList<>(List.of("-jar", ForkedJvm.jar().toString()));
        all.addAll(Arrays.asList(words));
        try (ForkedJvm command = ForkedJvm.of(jdk)
                .option("-Djava.io.tmpdir=" + place)
                .environment("XDG_RUNTIME_DIR", "")
                .run(all.toArray(new String[0]))) {
            int code = command.exit();
            return new Said(code, command.output(), command.errors());
        }
    }

    private static Map<String, Object> cache(Map<String, Object> json, String name) {
        return JsonReader.array(json.get("caches")).stream()
                .map(JsonReader::object)
                .filter(cache -> name.equals(cache.get("cache")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void info_agrees_with_prometheus_to_the_last_count_and_counts_what_lies_in_redis() {
        for (int i = 0; i < 20; i++) {
            shop.say("find " + i % 5);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> shop.metric("cache_puts_total{cache=\"article\"}") >= 5);

        Said said = run("info", "--json");

        assertThat(said.code()).isZero();
        Map<String, Object> article = cache(said.json(), "article");
        assertThat(article.get("hits")).isEqualTo(shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}"));
        assertThat(article.get("misses")).isEqualTo(shop.metric("cache_gets_total{cache=\"article\",result=\"miss\"}"));
        assertThat(article.get("puts")).isEqualTo(shop.metric("cache_puts_total{cache=\"article\"}"));
        assertThat((Double) article.get("hits")).isPositive();
        assertThat(article.get("entries")).isEqualTo(5.0);
        assertThat((Double) article.get("bytes")).isPositive();
        assertThat(JsonReader.array(article.get("ttlMillis"))).hasSize(3);
        assertThat(JsonReader.array(said.json().get("jvms"))).hasSize(1);
        assertThat(JsonReader.object(said.json().get("store")).get("maxmemory_policy"))
                .isEqualTo("allkeys-lfu");

        Said text = run("info");
        assertThat(text.out().get(0)).matches("CACHE +STATUS +HITS +MISSES +HIT RATE .* ENTRIES +BYTES +TTL LEFT");
        assertThat(text.text()).contains("\n1 JVM\n").contains("policy allkeys-lfu, 0 keys dropped for memory");
        assertThat(text.text()).as("no colours where there is no terminal").doesNotContain("\033");
    }

    @Test
    void top_agrees_with_prometheus_to_the_last_count_once_traffic_stops_and_names_keys_and_loads() {
        for (int i = 0; i < 20; i++) {
            shop.say("find " + i % 5);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> shop.metric("cache_puts_total{cache=\"article\"}") >= 5);

        Said said = run("top", "--json", "--times", "1");

        assertThat(said.code()).isZero();
        Map<String, Object> article = cache(said.json(), "article");
        assertThat(article).containsEntry("hits", 0.0).containsEntry("misses", 0.0);
        Map<String, Object> total = JsonReader.object(article.get("total"));
        assertThat(total.get("hits")).isEqualTo(shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}"));
        assertThat(total.get("misses")).isEqualTo(shop.metric("cache_gets_total{cache=\"article\",result=\"miss\"}"));
        assertThat(total.get("puts")).isEqualTo(shop.metric("cache_puts_total{cache=\"article\"}"));
        assertThat(JsonReader.array(said.json().get("hotKeys")).stream().map(JsonReader::object))
                .anyMatch(hot -> "article".equals(hot.get("cache")) && "article:3".equals(hot.get("key")));
        assertThat(JsonReader.array(said.json().get("slowLoads")).stream().map(JsonReader::object))
                .anyMatch(slow -> "article:3".equals(slow.get("key")) && (Double) slow.get("seconds") > 0);
    }

    @Test
    void info_hears_of_a_jvm_elsewhere_through_the_store_and_forgets_the_dead() throws Exception {
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        ForkedJvm other = shop(elsewhere);
        try (other) {
            shop.say("find 1");
            other.say("find 1");
            other.say("find 1");
            double hits = other.metric("cache_gets_total{cache=\"article\",result=\"hit\"}")
                    + shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}");
            assertThat(hits).isGreaterThanOrEqualTo(2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        Map<String, Object> json = run("info", "--json").json();
                        assertThat(JsonReader.array(json.get("jvms"))).hasSize(2);
                        assertThat(cache(json, "article").get("hits")).isEqualTo(hits);
                    });
        }
        Awaitility.await()
                .atMost(PATIENCE.multipliedBy(2))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(
                                JsonReader.array(run("info", "--json").json().get("jvms")))
                        .hasSize(1));
    }

    @Test
    void keys_and_get_show_what_lies_in_the_store() {
        shop.say("find 7");
        shop.say("page 0");
        awaitPut("article");
        awaitPut("page");

        Said keys = run("keys", "article*");
        assertThat(keys.code()).isZero();
        assertThat(keys.text()).contains("article:7", "articles:page:0:2");
        assertThat(run("keys", "nothing:*").code()).isEqualTo(1);
        assertThat(run("keys", "article:7", "--json").out().get(0))
                .startsWith("{\"keys\":[{\"key\":\"article:7\",\"caches\":[\"article\"],\"ttlMillis\":");

        Said get = run("get", "articles:page:0:2");
        assertThat(get.code()).isZero();
        assertThat(get.text())
                .contains("cache     page (page.page-", "created   20", "tag       articles:* = ", "served    yes")
                .contains("(not shown: it was stored without readable: true");
        Map<String, Object> json = run("get", "article:7", "--json").json();
        Map<String, Object> value =
                JsonReader.object(JsonReader.array(json.get("values")).get(0));
        assertThat(value.get("served")).isEqualTo(true);
        assertThat(JsonReader.object(value.get("generations"))).containsOnlyKeys("@article");
        assertThat(run("get", "article:404").code()).isEqualTo(1);
    }

    /** What a hit answers: a value is stored a moment after its load. */
    private String hit(String line) {
        String last = shop.say(line);
        for (String next = shop.say(line); !next.equals(last); next = shop.say(line)) {
            last = next;
        }
        return last;
    }

    private void awaitPut(String cache) {
        Awaitility.await().atMost(PATIENCE).until(() -> shop.metric("cache_puts_total{cache=\"" + cache + "\"}") >= 1);
    }

    @Test
    void what_is_evicted_by_hand_is_loaded_again() {
        String first = shop.say("find 7");
        awaitPut("article");
        assertThat(shop.say("find 7")).isEqualTo(first);

        Said evict = run("evict", "article:7");

        assertThat(evict.code()).isZero();
        assertThat(evict.out()).contains("evicted article:7").anyMatch(line -> line.startsWith("1 key removed"));
        assertThat(shop.say("find 7")).isNotEqualTo(first);

        String page = shop.say("page 0");
        awaitPut("page");
        assertThat(shop.say("page 0")).isEqualTo(page);
        assertThat(run("evict", "articles:*", "--json").json().get("removed")).isEqualTo(0.0);
        assertThat(shop.say("page 0")).isNotEqualTo(page);

        Said wrong = run("evict", "article:{id}");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).anyMatch(line -> line.contains("Write the value"));
    }

    @Test
    void clear_wants_a_yes_where_there_is_no_terminal() {
        String first = shop.say("find 7");
        awaitPut("article");

        Said refused = run("clear", "article");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).anyMatch(line -> line.contains("say --yes"));
        assertThat(shop.say("find 7")).isEqualTo(first);

        assertThat(run("clear", "article", "--yes").out()).containsExactly("cleared article");
        assertThat(shop.say("find 7")).isNotEqualTo(first);
        assertThat(run("clear", "artikle", "--yes").err()).anyMatch(line -> line.contains("Did you mean 'article'?"));
    }

    @Test
    void an_agent_that_was_told_another_namespace_is_met_there() throws IOException {
        Path place = Files.createDirectory(temp.resolve("other"));
        try (ForkedJvm other = ForkedJvm.of(jdk)
                .option("-Djava.io.tmpdir=" + place)
                .option("-Dlarder.store.namespace=other")
                .environment("XDG_RUNTIME_DIR", "")
                .environment("SHOP_STORE", redis.url())
                .agent(rules.toString())
                .shop()) {
            other.say("find 1");
            other.awaitStore();
            String first = other.say("find 7");
            Awaitility.await().atMost(PATIENCE).until(() -> other.metric("cache_puts_total{cache=\"article\"}") >= 1);
            assertThat(other.say("find 7")).isEqualTo(first);

            assertThat(runAt(place, "evict", "article:7").code()).isZero();

            assertThat(other.say("find 7")).isNotEqualTo(first);
        }
    }

    @Test
    void explain_tells_what_became_of_rules() {
        shop.say("task 1");
        shop.awaitError("not cached");

        Said method = run("explain", "Articles#find");
        assertThat(method.code()).isZero();
        assertThat(method.out().get(0)).startsWith("article: active (");
        assertThat(method.out())
                .anyMatch(line -> line.startsWith("  woven     shop.Articles#find(long) in the loader app since "));
        assertThat(run("explain", "task").text()).contains("discarded value: 1");
        Said none = run("explain", "artcle");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).anyMatch(line -> line.contains("Did you mean 'article'?"));
        assertThat(JsonReader.array(run("explain", "--json").json().get("rules")))
                .hasSize(10);
    }

    @Test
    void the_doctor_finds_a_good_set_up_good_and_a_missing_redis_missing() throws IOException {
        Said good = run("doctor", "--store", redis.url());
        assertThat(good.text())
                .contains("a value was written, read and evicted", "its rules are in force and its store is up")
                .contains("8 caches and 2 invalidations, without errors")
                .contains("values are not sealed: a checksum guards against accidents alone")
                .doesNotContain("error  ");
        // Rules that nothing evicts
        assertThat(good.code()).isEqualTo(1);

        Said away = run("doctor", "--store", "redis://127.0.0.1:" + RedisServer.freePort(), "--json");
        assertThat(away.code()).isEqualTo(2);
        assertThat(JsonReader.array(away.json().get("findings")).stream().map(JsonReader::object))
                .anyMatch(finding -> "error".equals(finding.get("level"))
                        && "no connection: nothing listens there".equals(finding.get("what")));
    }

    /** Each finding with what to do about it, in a terminal as a person reads it. */
    private void doctorFinds(TmuxTerminal terminal, String name, String url, int code, String... words)
            throws IOException {
        terminal.type("doctor --store '" + url + "'");
        terminal.await("ended with " + code);
        // As it is broken into lines, words may be parted
        String screen = terminal.screen().replaceAll("\\s+", " ");
        assertThat(screen).as(name).contains(words);
        terminal.keep("doctor-" + name);
    }

    @Test
    void the_doctor_names_what_is_wrong_with_a_redis_and_what_to_do() throws Exception {
        try (TmuxTerminal terminal = TmuxTerminal.open(temp, jdk)) {
            try (RedisServer guarded = RedisServer.start("--requirepass", "right")) {
                String place = "127.0.0.1:" + guarded.port();
                doctorFinds(terminal, "wrong-password", "redis://:wrong@" + place, 2, "refuses the password");
                doctorFinds(terminal, "no-password", "redis://" + place, 2, "asks for a password");
                guarded.command("ACL", "SETUSER", "some", "on", ">pw", "~*", "+@all", "-eval");
                doctorFinds(terminal, "no-eval", "redis://some:pw@" + place, 2, "its user may not run EVAL", "+eval");
            }
            try (RedisServer unbound = RedisServer.start("--maxmemory", "0", "--maxmemory-policy", "noeviction")) {
                doctorFinds(terminal, "no-bound", unbound.url(), 1, "maxmemory 0 (no bound)", "allkeys-lfu");
                // A server that knows no TLS at all: a certificate of nobody is tried where openssl makes one
                doctorFinds(
                        terminal, "no-tls", "rediss://127.0.0.1:" + unbound.port(), 2, "no TLS connection came about");
            }
            try (RedisServer node = RedisServer.start("--cluster-enabled", "yes")) {
                doctorFinds(terminal, "cluster", node.url(), 2, "it is a node of a Redis Cluster");
            }
        }
    }

    @Test
    void a_terminal_shows_an_agent_attached_and_detached() throws Exception {
        try (ForkedJvm bare = ForkedJvm.of(jdk)
                        .option("-Djava.io.tmpdir=" + temp)
                        .environment("XDG_RUNTIME_DIR", "")
                        .environment("SHOP_STORE", redis.url())
                        .shop();
                TmuxTerminal terminal = TmuxTerminal.open(temp, jdk)) {
            bare.say("find 1");
            long pid = bare.process().pid();
            terminal.type("attach " + pid + " --rules " + rules);
            terminal.await("ended with 0");
            terminal.keep("attach");
            bare.awaitStore();
            terminal.type("detach " + pid);
            terminal.await("ended with 0");
            terminal.keep("detach");
            bare.awaitError("detached: every class has its own bytes back");
        }
    }

    @Test
    void commands_that_need_a_store_say_why_it_cannot_be_used() throws IOException {
        Said said = run("keys", "--store", "redis://127.0.0.1:" + RedisServer.freePort());

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .anyMatch(line -> line.contains("can't be used: no connection: nothing listens there; start it"));
    }

    @Test
    void every_command_has_help_with_an_example_and_its_exit_codes() {
        for (String command : List.of(
                "info",
                "top",
                "keys",
                "get",
                "evict",
                "clear",
                "warm",
                "doctor",
                "explain",
                "check",
                "attach",
                "detach",
                "completion")) {
            Said help = run(command, "--help");
            assertThat(help.code()).isZero();
            assertThat(help.text()).as(command).contains("Exit code: ", "Example: ");
        }
        assertThat(run("completion").text()).contains("complete -F _complete_larder");
        assertThat(run("version").text()).startsWith("larder ");
    }

    @Test
    void a_terminal_shows_how_far_warming_is() throws Exception {
        Path place = Files.createDirectory(temp.resolve("warm"));
        Path warming = Files.writeString(
                place.resolve("rules.yaml"), Files.readString(rules) + "\nwarm: { top: 40, rate: 500 }\n");
        try (ForkedJvm warm = ForkedJvm.of(jdk)
                .option("-Djava.io.tmpdir=" + place)
                .environment("XDG_RUNTIME_DIR", "")
                .environment("SHOP_STORE", redis.url())
                .agent(warming.toString())
                .shop()) {
            warm.say("find 1");
            warm.awaitStore();
            for (int i = 0; i < 60; i++) {
                warm.say("find " + i);
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> runAt(place, "warm", "article", "--json")
                            .json()
                            .get("calls")
                            .equals(40.0));
            assertThat(runAt(place, "clear", "--yes").code()).isZero();
            double misses = warm.metric("cache_gets_total{cache=\"article\",result=\"miss\"}");
            try (TmuxTerminal terminal = TmuxTerminal.open(place, jdk)) {
                terminal.type("warm article --top 30 --rate 15");
                terminal.await("[###");
                assertThat(terminal.screen()).contains("/30");
                terminal.keep("warm");
                terminal.await("30 calls made again, 0 failed");
                terminal.await("ended with 0");
            }
            assertThat(warm.metric("cache_gets_total{cache=\"article\",result=\"miss\"}") - misses)
                    .isEqualTo(30);
            assertThat(runAt(place, "warm", "nothing").err())
                    .anyMatch(line -> line.contains("nothing is remembered that could be made again now"));
        }
    }

    @Test
    void warm_says_what_the_rules_lack() {
        Said said = run("warm");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).anyMatch(line -> line.contains("add warm: {} to the rules"));
    }

    @Test
    void a_terminal_shows_top_live_until_q_and_clear_asks_there() throws Exception {
        try (TmuxTerminal terminal = TmuxTerminal.open(temp, jdk)) {
            terminal.type("top");
            terminal.await("larder top ");
            shop.say("find 7");
            awaitPut("article");
            terminal.await("article ");
            terminal.await("HOT KEY");
            terminal.await("SLOW LOAD");
            terminal.keep("top");
            terminal.key("q");
            terminal.await("ended with 0");
            assertThat(terminal.screen()).doesNotContain("larder top");
            assertThat(terminal.echoes()).isTrue();

            for (String command : List.of(
                    "info",
                    "keys",
                    "get article:7",
                    "explain article",
                    "evict article:7",
                    "version",
                    "check " + rules,
                    "completion")) {
                terminal.type(command);
                terminal.await("ended with ");
                terminal.keep(command.split(" ")[0]);
            }
            terminal.type("doctor");
            terminal.await("ended with 1");
            assertThat(terminal.colours()).contains("\033[32mok");
            terminal.keep("doctor");

            String kept = hit("find 7");
            terminal.type("clear article");
            terminal.await("? [y/N]");
            terminal.key("n");
            terminal.key("Enter");
            terminal.await("ended with 1");
            assertThat(shop.say("find 7")).isEqualTo(kept);
            terminal.type("clear article");
            terminal.await("? [y/N]");
            terminal.key("y");
            terminal.key("Enter");
            terminal.await("cleared article");
            terminal.keep("clear");
            assertThat(shop.say("find 7")).isNotEqualTo(kept);
        }
    }
}
