package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleReaderTest {
    private static final String BLOG = """
            larder: 1
            store: { namespace: blog }
            """;

    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Rules rules(String text) throws IOException {
        return rules(text, Map.of(), Map.of());
    }

    private Rules rules(String text, Map<String, String> environment, Map<String, String> overrides)
            throws IOException {
        return Rulings.valid(file("rules.yaml", text), environment, overrides).rules();
    }

    @Test
    void a_whole_file_becomes_rules() throws IOException {
        Rules rules = rules("""
                larder: 1
                store: { namespace: shop, url: "rediss://u:p@redis.example:6380/2", cluster: true, budget: 80ms, write-budget: 2s }
                defaults: { ttl: 12h, jitter: 0% }
                metrics: { enabled: false, host: 0.0.0.0, port: 0 }
                caches:
                  article:
                    method: com.acme.ArticleService#find(long id, String... tags)
                    key: "article:{id}:{tags}"
                    ttl: 250ms
                    jitter: 50%
                    allow: [com.acme.Price, com.acme.money.*]
                  all:
                    method: com.acme.ArticleService#all()
                    enabled: false
                invalidations:
                  - name: saved
                    method: com.acme.ArticleService#save(..)
                    evict: ["article:{0.id}:*", "all"]
                  - method: com.acme.ArticleService#delete*(long id)
                    evict: ["article:{id}:*"]
                    enabled: false
                """);

        assertThat(rules.store())
                .isEqualTo(new StoreSettings(
                        "shop",
                        "rediss://u:p@redis.example:6380/2",
                        true,
                        Duration.ofMillis(80),
                        Duration.ofSeconds(2),
                        SafetySettings.DEFAULT));
        assertThat(rules.metrics()).isEqualTo(new MetricsSettings(false, "0.0.0.0", 0));
        CacheRule article = rules.caches().get(0);
        assertThat(article.name()).isEqualTo("article");
        assertThat(article.method().toString()).isEqualTo("com.acme.ArticleService#find(long id, String[] tags)");
        assertThat(article.key().text()).isEqualTo("article:{id}:{tags}");
        assertThat(article.ttl()).isEqualTo(Duration.ofMillis(250));
        assertThat(article.jitterPercent()).isEqualTo(50);
        assertThat(article.allow()).containsExactly("com.acme.Price", "com.acme.money.*");
        assertThat(article.enabled()).isTrue();
        CacheRule all = rules.caches().get(1);
        assertThat(all.key()).isNull();
        assertThat(all.ttl()).isEqualTo(Duration.ofHours(12));
        assertThat(all.jitterPercent()).isZero();
        assertThat(all.enabled()).isFalse();
        InvalidationRule saved = rules.invalidations().get(0);
        assertThat(saved.method().parameters()).isNull();
        assertThat(saved.evict()).extracting(pattern -> pattern.text()).containsExactly("article:{0.id}:*", "all");
        assertThat(rules.invalidations()).extracting(InvalidationRule::name).containsExactly("saved", "invalidation-2");
        assertThat(rules.invalidations()).extracting(InvalidationRule::enabled).containsExactly(true, false);
    }

    @Test
    void what_a_file_leaves_out_has_its_default() throws IOException {
        Rules rules = rules(BLOG + "caches: { a: { method: b.C#d() } }");
        assertThat(rules.store())
                .isEqualTo(new StoreSettings("blog", "redis://localhost:6379", false, Duration.ofMillis(50)));
        assertThat(rules.metrics()).isEqualTo(new MetricsSettings(true, "127.0.0.1", 9464));
        assertThat(rules.caches().get(0).ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rules.caches().get(0).jitterPercent()).isEqualTo(10);
    }

    @Test
    void rules_and_selectors_know_where_they_stand() throws IOException {
        Rules rules = rules(BLOG + """
                caches:
                  a:
                    method: "b.C#d()"
                invalidations:
                  - method: b.C#e()
                    evict: [a]
                """);
        String file = directory.resolve("rules.yaml").toString();
        assertThat(rules.caches().get(0).at()).isEqualTo(new Origin(file, 4, 3));
        assertThat(rules.caches().get(0).method().at()).isEqualTo(new Origin(file, 5, 13));
        assertThat(rules.invalidations().get(0).at()).isEqualTo(new Origin(file, 7, 5));
    }

    @Test
    void a_profile_is_laid_over_the_file_word_by_word() throws IOException {
        String text = BLOG + """
                defaults: { ttl: 1m, jitter: 20% }
                profile: "${LARDER_PROFILE:development}"
                profiles:
                  development: { defaults: { ttl: 2m } }
                  testing: { store: { url: "memory:" }, metrics: { enabled: false } }
                caches: { a: { method: b.C#d() }, e: { method: b.C#f(), ttl: 3m } }
                """;

        Rules development = rules(text);
        assertThat(development.caches())
                .extracting(CacheRule::ttl)
                .containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(3));
        assertThat(development.caches()).extracting(CacheRule::jitterPercent).containsExactly(20, 20);

        Rules testing = rules(text, Map.of("LARDER_PROFILE", "testing"), Map.of());
        assertThat(testing.store().url()).isEqualTo("memory:");
        assertThat(testing.store().namespace()).isEqualTo("blog");
        assertThat(testing.metrics().enabled()).isFalse();
        assertThat(testing.caches().get(0).ttl()).isEqualTo(Duration.ofMinutes(1));

        assertThat(rules(text, Map.of("LARDER_PROFILE", "development"), Map.of("profile", "testing"))
                        .store()
                        .url())
                .isEqualTo("memory:");
    }

    @Test
    void metrics_are_switched_in_one_word() throws IOException {
        assertThat(rules(BLOG + "metrics: off").metrics().enabled()).isFalse();
        assertThat(rules(BLOG + "metrics: on").metrics().enabled()).isTrue();
        assertThat(rules(BLOG + "profile: quiet\nprofiles: { quiet: { metrics: off } }")
                        .metrics()
                        .enabled())
                .isFalse();
    }

    @Test
    void a_profile_without_profiles_does_nothing() throws IOException {
        assertThat(rules(BLOG + "profile: production").store().namespace()).isEqualTo("blog");
        assertThat(rules(BLOG, Map.of(), Map.of("profile", "production"))
                        .store()
                        .namespace())
                .isEqualTo("blog");
    }

    @Test
    void an_unknown_profile_from_outside_names_the_setting() throws IOException {
        Path file = file("rules.yaml", BLOG + "profiles: { production: { } }");
        assertThat(Rulings.errors(file, Map.of(), Map.of("profile", "prodution")))
                .containsExactly("setting profile: There is no profile 'prodution' below profiles:. There are"
                        + " production. Did you mean 'production'?");
    }

    @Test
    void settings_from_outside_win_over_profile_and_file() throws IOException {
        String text = """
                larder: 1
                store: { namespace: blog, url: "redis://file:1" }
                metrics: { enabled: true, host: 10.0.0.1, port: 1 }
                profile: p
                profiles: { p: { store: { url: "redis://profile:2" }, metrics: { port: 2 } } }
                """;
        Rules rules = rules(
                text,
                Map.of("REDIS_URL", "redis://environment:3"),
                Map.of(
                        "store.url", "memory:",
                        "store.namespace", "other",
                        "metrics", "off",
                        "metrics.host", "127.0.0.2",
                        "metrics.port", "9",
                        "rules", "not looked at"));
        assertThat(rules.store().url()).isEqualTo("memory:");
        assertThat(rules.store().namespace()).isEqualTo("other");
        assertThat(rules.metrics()).isEqualTo(new MetricsSettings(false, "127.0.0.2", 9));

        Rules file = rules(text, Map.of("REDIS_URL", "redis://environment:3"), Map.of("metrics", ""));
        assertThat(file.store().url()).isEqualTo("redis://profile:2");
        assertThat(file.metrics()).isEqualTo(new MetricsSettings(true, "10.0.0.1", 2));
    }

    @Test
    void a_setting_from_outside_can_give_the_namespace_that_the_file_leaves_out() throws IOException {
        assertThat(rules("larder: 1", Map.of(), Map.of("store.namespace", "blog"))
                        .store()
                        .namespace())
                .isEqualTo("blog");
    }

    @Test
    void wrong_settings_from_outside_are_all_named() throws IOException {
        assertThat(Rulings.errors(
                        file("rules.yaml", BLOG),
                        Map.of(),
                        Map.of(
                                "store.url", "http://x",
                                "store.namespace", "a b",
                                "metrics", "maybe",
                                "metrics.host", "a b",
                                "metrics.port", "high")))
                .hasSize(5)
                .allMatch(message -> message.startsWith("setting "));
    }

    @Test
    void without_a_url_the_environment_says_where_redis_is() throws IOException {
        assertThat(url(Map.of("REDIS_URL", "rediss://a:1", "REDIS_HOST", "b"))).isEqualTo("rediss://a:1");
        assertThat(url(Map.of("REDIS_HOST", "b"))).isEqualTo("redis://b:6379");
        assertThat(url(Map.of("REDIS_PORT", "1", "REDIS_DB", "2"))).isEqualTo("redis://localhost:1/2");
        assertThat(url(Map.of("REDIS_HOST", "::1", "REDIS_PASSWORD", "p@ss:w/ ör%+d")))
                .isEqualTo("redis://:p%40ss%3Aw%2F%20%C3%B6r%25%2Bd@[::1]:6379");
        assertThat(url(Map.of("REDIS_HOST", "redis", "REDIS_PORT", "tcp://10.0.0.11:6380")))
                .isEqualTo("redis://redis:6380");
        assertThat(url(Map.of("REDIS_URL", "", "REDIS_HOST", ""))).isEqualTo("redis://localhost:6379");
    }

    private String url(Map<String, String> environment) throws IOException {
        return rules(BLOG, environment, Map.of()).store().url();
    }

    @Test
    void a_wrong_environment_is_named_without_its_secrets() throws IOException {
        Path file = file("rules.yaml", BLOG);
        assertThat(Rulings.errors(file, Map.of("REDIS_PORT", "high"), Map.of()))
                .containsExactly(file + ":2:1: REDIS_PORT: 'high' is no port. Write a number from 1 to 65535");
        assertThat(Rulings.errors(file, Map.of("REDIS_DB", "first"), Map.of()).get(0))
                .contains("REDIS_DB: 'first' is no database");
        assertThat(Rulings.errors(file, Map.of("REDIS_HOST", "a b", "REDIS_PASSWORD", "secret"), Map.of())
                        .get(0))
                .contains("REDIS_HOST: 'a b' is no host")
                .doesNotContain("secret");
        for (String url : List.of("secret", "redis://:secret@:1", "redis://:sec/ret@a:1", "redis:secret@a")) {
            assertThat(Rulings.errors(file, Map.of("REDIS_URL", url), Map.of()).get(0))
                    .contains("REDIS_URL: ")
                    .doesNotContain("sec");
        }
    }

    @Test
    void variables_come_from_properties_first_and_empty_ones_are_unset() throws IOException {
        Map<String, String> properties = Map.of("A", "property", "B", "");
        Map<String, String> environment = Map.of("A", "environment", "B", "b", "C", "");
        Path file = file("rules.yaml", """
                larder: 1
                store: { namespace: "${A}-${B}-${C:c}-${D:}d" }
                caches: { x: { method: b.C#d(long id), key: "x$${0}:${D:{id}}" } }
                """);
        RuleReading.Valid valid = (RuleReading.Valid)
                new RuleReader(new Variables(properties::get, environment::get), Map.of()).read(file);
        assertThat(valid.rules().store().namespace()).isEqualTo("property-b-c-d");
        assertThat(valid.rules().caches().get(0).key().text()).isEqualTo("x${0}:{id}");
    }

    @Test
    void the_files_of_a_directory_are_rules_together() throws IOException {
        file("10-store.yaml", BLOG + "defaults: { ttl: 1m }");
        file("20-posts.yml", """
                larder: 1
                caches: { post: { method: blog.PostService#find(long id), key: "post:{id}" } }
                invalidations: [ { method: blog.PostService#save(..), evict: ["post:*"] } ]
                """);
        file("30-users.yaml", """
                larder: 1
                caches: { user: { method: blog.UserService#find(long id), key: "user:{id}" } }
                invalidations: [ { method: blog.UserService#save(..), evict: ["user:*"] } ]
                """);
        file(".hidden.yaml", "wrong");
        file("readme.txt", "wrong");
        Files.createDirectory(directory.resolve("old.yaml"));

        RuleReading.Valid valid = Rulings.valid(directory);
        assertThat(valid.warnings()).isEmpty();
        assertThat(valid.rules().caches()).extracting(CacheRule::name).containsExactly("post", "user");
        assertThat(valid.rules().caches()).extracting(CacheRule::ttl).containsOnly(Duration.ofMinutes(1));
        assertThat(valid.rules().caches().get(1).at().file()).endsWith("30-users.yaml");
        assertThat(valid.rules().invalidations())
                .extracting(InvalidationRule::name)
                .containsExactly("invalidation-1", "invalidation-2");
    }

    @Test
    void what_two_files_of_a_directory_both_say_is_an_error_that_names_both() throws IOException {
        Path a = file("a.yaml", BLOG + "caches: { post: { method: a.B#c() } }");
        Path b = file("b.yaml", BLOG + """
                caches: { post: { method: a.B#d() } }
                """);
        assertThat(Rulings.errors(directory))
                .containsExactly(
                        b + ":2:1: 'store' stands at " + a
                                + ":2:1 already. It may stand in one of the files only: put the two" + " together",
                        b + ":3:11: 'post' stands at " + a + ":3:11 already. Take one of them out, or rename it");
    }

    @Test
    void errors_of_all_files_of_a_directory_are_given() throws IOException {
        Path a = file("a.yaml", BLOG + "cachess: { }");
        Path b = file("b.yaml", "larder: 1\n\tx: y");
        assertThat(Rulings.errors(directory)).hasSize(2).satisfies(errors -> {
            assertThat(errors.get(0)).startsWith(a + ":3:1: ");
            assertThat(errors.get(1)).startsWith(b + ":2:1: A tab");
        });
    }

    @Test
    void a_path_where_there_are_no_rules_says_what_to_do() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        assertThat(Rulings.errors(missing))
                .singleElement()
                .asString()
                .startsWith(missing + ": There is no such file or directory (looked for ");
        assertThat(Rulings.errors(directory))
                .singleElement()
                .asString()
                .startsWith(directory + ": This directory holds no rule files. Put one there");
        Path empty = Files.createFile(directory.resolve("empty.yaml"));
        assertThat(Rulings.errors(empty)).containsExactly(empty + ":1:1: This file is empty. Begin it with larder: 1");
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling.yaml"), missing);
        assertThat(Rulings.errors(dangling)).singleElement().asString().contains("There is no such file");
    }

    @Test
    void a_file_that_is_a_symbolic_link_is_followed() throws IOException {
        Path target = Files.writeString(
                Files.createDirectory(directory.resolve("..data")).resolve("rules.yaml"), BLOG);
        Files.createSymbolicLink(directory.resolve("rules.yaml"), target);
        assertThat(Rulings.valid(directory).rules().store().namespace()).isEqualTo("blog");
    }

    @Test
    void the_demo_blogs_rules_are_valid() {
        RuleReading.Valid valid = Rulings.valid(Path.of("../../rules/demo-blog.yaml"));
        assertThat(valid.rules().caches()).hasSizeGreaterThan(10);
        assertThat(valid.rules().invalidations()).hasSizeGreaterThan(3);
    }
}
