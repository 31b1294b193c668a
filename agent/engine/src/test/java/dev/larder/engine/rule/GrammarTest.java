package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.key.Pattern;
import dev.larder.engine.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words beyond method, key and ttl. */
class GrammarTest {
    private static final String HEAD = """
            larder: 1
            store: { namespace: blog }
            """;

    @TempDir
    private Path directory;

    private Path file(String name, String rules) throws IOException {
        return Files.writeString(directory.resolve(name), rules);
    }

    /** As a Larder would read them that obeys every word. */
    private RuleReading.Valid reading(String rules) throws IOException {
        RuleReading reading = Rulings.read(file("rules.yaml", HEAD + rules));
        assertThat(reading).isInstanceOf(RuleReading.Valid.class);
        return (RuleReading.Valid) reading;
    }

    private List<String> evicted(String rules) throws IOException {
        return reading(rules).rules().invalidations().get(0).evict().stream()
                .map(Pattern::text)
                .toList();
    }

    @Test
    void a_cache_carries_all_that_it_says() throws IOException {
        CacheRule rule = reading("""
                caches:
                  c:
                    method: "blog.*Service#find*(long id, String password)"
                    exclude: ["!blog.AdminService#*(..)", blog.PostService#findAll()]
                    key: "c:{id}:{password}"
                    tags: ["category:{result.category.id}", "id:{id}"]
                    secret: [password]
                    when: "{id} > 0"
                    unless: "{result.draft}"
                    ttl: "{result.seconds}s"
                    null-ttl: 30s
                    stale-while-reload: 10s
                    stale-if-error: 1h
                    allow: [blog.Post]
                    lazy: detached
                    views: copy
                    readable: true
                    max-bytes: 2MiB
                    entities: never
                    in-transaction: bypass
                    wait: 0
                    through-proxy: true
                    pin: true
                """).rules().caches().get(0);

        assertThat(rule.method().manyTypes()).isTrue();
        assertThat(rule.method().exclude())
                .extracting(Selector::toString)
                .containsExactly("blog.AdminService#*(..)", "blog.PostService#findAll()");
        assertThat(rule.tags())
                .extracting(tag -> tag.text())
                .containsExactly("category:{result.category.id}", "id:{id}");
        assertThat(rule.secrets()).containsExactly("password");
        assertThat(rule.when().text()).isEqualTo("{id} > 0");
        assertThat(rule.unless().text()).isEqualTo("{result.draft}");
        assertThat(rule.lifetime().ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.lifetime().byValue().hole().text()).isEqualTo("result.seconds");
        assertThat(rule.lifetime().byValue().unit()).isEqualTo(ChronoUnit.SECONDS);
        assertThat(rule.lifetime().ofNull()).isEqualTo(Duration.ofSeconds(30));
        assertThat(rule.lifetime().staleWhileReload()).isEqualTo(Duration.ofSeconds(10));
        assertThat(rule.lifetime().staleIfError()).isEqualTo(Duration.ofHours(1));
        assertThat(rule.values())
                .isEqualTo(new ValueOptions(
                        List.of("blog.Post"), ValueOptions.Lazy.DETACHED, ValueOptions.Views.COPY, 2 << 20, true));
        assertThat(rule.serving())
                .isEqualTo(new ServingOptions(
                        ServingOptions.Entities.NEVER, ServingOptions.InTransaction.BYPASS, Duration.ZERO, true, true));
    }

    @Test
    void what_a_cache_leaves_out_has_its_default() throws IOException {
        CacheRule rule =
                reading("caches: { c: { method: a.B#c() } }").rules().caches().get(0);
        assertThat(rule.method().exclude()).isEmpty();
        assertThat(rule.tags()).isEmpty();
        assertThat(rule.when()).isNull();
        assertThat(rule.lifetime()).isEqualTo(new Lifetime(Duration.ofMinutes(5), 10, null, null, null, null));
        assertThat(rule.values()).isEqualTo(new ValueOptions(List.of(), null, ValueOptions.Views.REFUSE, null, false));
        assertThat(rule.serving())
                .isEqualTo(new ServingOptions(
                        ServingOptions.Entities.SAFE, ServingOptions.InTransaction.HIT, null, false, false));
    }

    @Test
    void caches_switch_themselves_off_unless_they_are_pinned_one_by_one_or_all() throws IOException {
        String caches = "caches: { a: { method: a.B#a() }, b: { method: a.B#b(), pin: true } }\n";
        assertThat(reading(caches).rules().caches())
                .extracting(cache -> cache.serving().pinned())
                .containsExactly(false, true);
        assertThat(reading("defaults: { auto-off: false }\n" + caches).rules().caches())
                .extracting(cache -> cache.serving().pinned())
                .containsExactly(true, true);
        assertThat(reading(
                                "defaults: { auto-off: false }\nprofile: p\nprofiles: { p: { defaults: { auto-off: true } } }\n"
                                        + caches)
                        .rules()
                        .caches())
                .extracting(cache -> cache.serving().pinned())
                .containsExactly(false, true);
    }

    @Test
    void the_log_level_is_that_of_the_file_of_its_profile_or_of_a_setting_from_outside() throws IOException {
        assertThat(reading("").rules().log()).isNull();
        assertThat(reading("log: warn\n").rules().log()).isEqualTo(Log.Level.WARN);
        assertThat(reading("log: off\n").rules().log()).isEqualTo(Log.Level.OFF);
        String laid = HEAD + "log: warn\nprofile: p\nprofiles: { p: { log: debug } }\n";
        Path file = file("rules.yaml", laid);
        assertThat(Rulings.valid(file, Map.of(), Map.of()).rules().log()).isEqualTo(Log.Level.DEBUG);
        assertThat(Rulings.valid(file, Map.of(), Map.of("log", "error")).rules().log())
                .isEqualTo(Log.Level.ERROR);
    }

    @Test
    void calls_are_remembered_only_where_the_rules_say_so_and_a_profile_may_say_more() throws IOException {
        assertThat(reading("").rules().warm()).isNull();
        assertThat(reading("warm: {}\n").rules().warm()).isEqualTo(new WarmSettings(false, 200, 50));
        assertThat(reading("warm: { top: 20 }\nprofile: p\nprofiles: { p: { warm: { on-start: true, rate: 5 } } }\n")
                        .rules()
                        .warm())
                .isEqualTo(new WarmSettings(true, 20, 5));
    }

    @Test
    void the_stores_safety_is_carried_and_laid_over_by_a_profile() throws IOException {
        Path file = file("rules.yaml", """
                larder: 1
                store: { namespace: blog, seal: hmac, secret-file: /a, journal: /j }
                profile: p
                profiles: { p: { store: { seal: aes-gcm, on-unreachable: fail } } }
                """);
        assertThat(((RuleReading.Valid) Rulings.read(file)).rules().store().safety())
                .isEqualTo(
                        new SafetySettings(SafetySettings.Seal.AES_GCM, "/a", SafetySettings.OnUnreachable.FAIL, "/j"));
        assertThat(reading("").rules().store().safety()).isEqualTo(SafetySettings.DEFAULT);
    }

    @Test
    void a_group_stands_for_its_patterns() throws IOException {
        assertThat(evicted("""
                groups:
                  user: ["user:{id}", "user:{id}:*", "mail:{who.mail[0]}", "{call:a.B.tenant}:{id}-{id.x}"]
                  posts: ["posts:*"]
                invalidations:
                  - method: blog.PostService#save(blog.Post post)
                    evict: ["post:{post.id}", "group:user(id={post.author.id}, who={0.author})", "group:posts()"]
                """))
                .containsExactly(
                        "post:{post.id}",
                        "user:{post.author.id}",
                        "user:{post.author.id}:*",
                        "mail:{0.author.mail[0]}",
                        "{call:a.B.tenant}:{post.author.id}-{post.author.id.x}",
                        "posts:*");
    }

    @Test
    void an_argument_may_be_a_text_or_each_of_many() throws IOException {
        assertThat(evicted("""
                groups: { user: ["user:{id}:{kind}"] }
                invalidations:
                  - method: blog.PostService#save(blog.Post post)
                    evict: ["group:user(id={post.readers[*].id}, kind=posts)", "group:user(id=7,kind={result.kind})"]
                """)).containsExactly("user:{post.readers[*].id}:posts", "user:7:{result.kind}");
    }

    @Test
    void a_key_may_begin_with_the_word_group() throws IOException {
        assertThat(evicted("""
                invalidations:
                  - { method: blog.Groups#save(long id), evict: ["group:{id}", "group:*", "group:7"] }
                """)).containsExactly("group:{id}", "group:*", "group:7");
    }

    @Test
    void groups_of_one_file_serve_the_others() throws IOException {
        file("a.yaml", HEAD + "groups: { user: [\"user:{id}\"] }");
        file("b.yaml", """
                larder: 1
                invalidations: [ { method: a.B#c(long id), evict: ["group:user(id={id})"] } ]
                """);
        Rules rules = Rulings.valid(directory).rules();
        assertThat(rules.invalidations().get(0).evict())
                .extracting(Pattern::text)
                .containsExactly("user:{id}");
        assertThat(rules.groups()).extracting(Group::name).containsExactly("user");
        assertThat(rules.groups().get(0).parameters()).containsExactly("id");
    }

    @Test
    void a_pattern_that_covers_a_tag_alone_covers_something() throws IOException {
        assertThat(reading("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post:{id}", tags: ["category:{result.category.id}"] }
                invalidations:
                  - { method: blog.Categories#save(long id), evict: ["category:{id}"] }
                """).warnings()).isEmpty();
    }

    @Test
    void a_by_hand_group_is_filled_the_same_way() throws Exception {
        Group group =
                reading("groups: { user: [\"user:{id}:*\"] }").rules().groups().get(0);
        assertThat(group.with(Map.of("id", "7"))).extracting(Pattern::text).containsExactly("user:7:*");
    }
}
