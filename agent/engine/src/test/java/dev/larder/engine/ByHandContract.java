package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.key.Key;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person evicts is gone, by the same protocol as what the application evicts, whatever the store. */
abstract class ByHandContract {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final String RULES = """
            larder: 1
            store: { namespace: hand }
            groups:
              user: ["user:{id}", "user:{id}:*"]
            caches:
              post: { method: "dev.larder.engine.ByHandContract$Blog#post(long id)", key: "post:{id}" }
              list: { method: "dev.larder.engine.ByHandContract$Blog#list(int page)", key: "posts:list:{page}" }
              user: { method: "dev.larder.engine.ByHandContract$Blog#user(long id)", key: "user:{id}" }
              user-posts:
                method: "dev.larder.engine.ByHandContract$Blog#userPosts(long id, int page)"
                key: "user:{id}:posts:{page}"
              any: { method: "dev.larder.engine.ByHandContract$Blog#any(Object id)", key: "any:{id}" }
              login:
                method: "dev.larder.engine.ByHandContract$Blog#login(String name)"
                key: "login:{name}"
                secret: [name]
              tagged:
                method: "dev.larder.engine.ByHandContract$Blog#tagged(String slug)"
                key: "article:{slug}"
                tags: ["category:{slug}"]
            invalidations:
              - method: "dev.larder.engine.ByHandContract$Blog#save(long id)"
                evict: ["post:{id}", "posts:*", "group:user(id={id})"]
            """;

    /** What the rules name. */
    @SuppressWarnings("unused")
    static final class Blog {
        String post(long id) {
            return "";
        }

        String list(int page) {
            return "";
        }

        String user(long id) {
            return "";
        }

        String userPosts(long id, int page) {
            return "";
        }

        String any(Object id) {
            return "";
        }

        String login(String name) {
            return "";
        }

        String tagged(String slug) {
            return "";
        }

        void save(long id) {}
    }

    @TempDir
    private Path directory;

    private Rules rules;
    private ByHand hand;
    Store store;

    /** An empty store that is up, for the namespace "hand". */
    abstract Store open();

    @BeforeEach
    void openStore() throws Exception {
        rules = rules(RULES);
        store = open();
        hand = new ByHand(rules, store);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    ByHand hand() {
        return hand;
    }

    private Rules rules(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("rules.yaml"), text);
        RuleReading reading = new RuleReader(new Variables(name -> null, name -> null), Map.of()).read(file);
        assertThat(reading).isInstanceOf(RuleReading.Valid.class);
        return ((RuleReading.Valid) reading).rules();
    }

    /** The key that the call of a cached method has, with its tags. */
    private Key key(String cache, Object... arguments) throws Exception {
        CacheRule rule = rules.caches().stream()
                .filter(one -> one.name().equals(cache))
                .findFirst()
                .orElseThrow();
        List<Pattern> patterns = rules.invalidations().stream()
                .flatMap(one -> one.evict().stream())
                .toList();
        String name = cache.equals("user-posts") ? "userPosts" : cache;
        Method method = Arrays.stream(Blog.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return rule.keyPlan(method, patterns).key(new Blog(), arguments);
    }

    private Key cached(String cache, Object... arguments) throws Exception {
        Key key = key(cache, arguments);
        assertThat(fill(lease(key))).isEqualTo(Result.STORED);
        assertThat(serves(key)).isTrue();
        return key;
    }

    private Lease lease(Key key) throws StoreException {
        LeaseReply reply = store.lease(key.text(), "f", key.tags(), LONG);
        assertThat(reply).isInstanceOf(Lease.class);
        return (Lease) reply;
    }

    /** As an entry does, the value tells the generations that were seen before the load. */
    private Result fill(Lease lease) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        byte[] value = Arrays.toString(lease.generations()).getBytes(StandardCharsets.UTF_8);
        store.fill(lease, value, LONG, result::complete);
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Whether a call would be served what is stored. */
    private boolean serves(Key key) throws StoreException {
        Snapshot seen = store.read(key.text(), "f", key.tags());
        return seen.value() != null
                && new String(seen.value(), StandardCharsets.UTF_8).equals(Arrays.toString(seen.generations()));
    }

    @Test
    void a_key_is_evicted_and_its_neighbours_stay() throws Exception {
        Key seven = cached("post", 7L);
        Key eight = cached("post", 8L);

        ByHand.Report report = hand.evict(List.of("post:7"));

        assertThat(report).isEqualTo(new ByHand.Report(List.of("post:7"), 1, List.of()));
        assertThat(serves(seven)).isFalse();
        assertThat(serves(eight)).isTrue();
        assertThat(hand.evict(List.of("post:7")).removed()).isZero();
    }

    @Test
    void a_load_under_way_is_refused_when_its_key_is_evicted() throws Exception {
        Lease underWay = lease(key("post", 7L));

        assertThat(hand.evict(List.of("post:7")).removed()).isEqualTo(1);

        assertThat(fill(underWay)).isEqualTo(Result.LEASE_LOST);
    }

    @Test
    void a_pattern_that_a_rule_declares_goes_by_its_tag_whatever_the_number_of_keys() throws Exception {
        List<Key> keys = new ArrayList<>();
        for (int page = 0; page < 50; page++) {
            keys.add(cached("list", page));
        }
        Key underWay = key("list", 50);
        Lease lease = lease(underWay);
        Key other = cached("post", 7L);

        ByHand.Report report = hand.evict(List.of("posts:*"));

        assertThat(report).isEqualTo(new ByHand.Report(List.of("posts:*"), 0, List.of()));
        for (Key key : keys) {
            assertThat(serves(key)).isFalse();
        }
        fill(lease);
        assertThat(serves(underWay)).isFalse();
        assertThat(serves(other)).isTrue();
        // Nothing was looked for: what the tag makes invalid is still there
        assertThat(keysLike("posts:*")).hasSize(51);
    }

    @Test
    void a_declared_pattern_with_its_hole_filled_goes_by_its_tag() throws Exception {
        Key own = cached("user-posts", 7L, 1);
        Key others = cached("user-posts", 8L, 1);
        Key self = cached("user", 7L);

        assertThat(hand.evict(List.of("user:7:*")).removed()).isZero();

        assertThat(serves(own)).isFalse();
        assertThat(serves(others)).isTrue();
        assertThat(serves(self)).isTrue();
    }

    @Test
    void a_pattern_that_no_rule_declares_is_looked_for_in_batches_and_says_how_many_it_removed() throws Exception {
        List<Key> firsts = new ArrayList<>();
        List<Key> seconds = new ArrayList<>();
        for (long user = 0; user < 600; user++) {
            firsts.add(cached("user-posts", user, 1));
            seconds.add(cached("user-posts", user, 2));
        }
        Key underWay = key("user-posts", 1000L, 1);
        Lease lease = lease(underWay);

        ByHand.Report report = hand.evict(List.of("user:*:posts:1"));

        assertThat(report).isEqualTo(new ByHand.Report(List.of("user:*:posts:1"), 601, List.of()));
        for (int user = 0; user < 600; user++) {
            assertThat(serves(firsts.get(user))).isFalse();
            assertThat(serves(seconds.get(user))).isTrue();
        }
        assertThat(fill(lease)).isEqualTo(Result.LEASE_LOST);
        assertThat(hand.evict(List.of("user:*:posts:1")).removed()).isZero();
    }

    @Test
    void what_is_loaded_in_a_transaction_that_began_before_a_search_is_not_stored_after_it() throws Exception {
        cached("post", 1L);
        Sequence before = store.sequence();
        hand.evict(List.of("post:*"));
        Key cold = key("post", 2L);

        LeaseReply reply = store.lease(cold.text(), "f", cold.tags(), new LeaseTerms(LONG, false, before));

        assertThat(reply).isEqualTo(new LeaseReply.Refused(LeaseReply.Refused.Reason.OLD_SNAPSHOT));
    }

    @Test
    void keys_of_rules_that_are_gone_are_found_as_well() throws Exception {
        Key old = new Key("gone:7:x", new String[] {"@gone"});
        assertThat(fill(lease(old))).isEqualTo(Result.STORED);

        assertThat(hand.evict(List.of("gone:*")).removed()).isEqualTo(1);

        assertThat(serves(old)).isFalse();
    }

    @Test
    void a_number_is_evicted_whatever_class_it_was_cached_with() throws Exception {
        List<Key> all = List.of(cached("any", 7L), cached("any", 7), cached("any", "7"), cached("any", (short) 7));

        ByHand.Report report = hand.evict(List.of("any:7"));

        assertThat(report.removed()).isEqualTo(4);
        for (Key key : all) {
            assertThat(serves(key)).isFalse();
        }
    }

    @Test
    void a_secret_is_evicted_by_the_value_that_keys_hide() throws Exception {
        Key key = cached("login", "ada");
        assertThat(key.text()).doesNotContain("ada");

        assertThat(hand.evict(List.of("login:ada")).removed()).isEqualTo(1);

        assertThat(serves(key)).isFalse();
    }

    @Test
    void blanks_and_the_like_may_be_typed_as_they_are() throws Exception {
        Key typed = cached("tagged", "a b@c");
        Key shown = cached("tagged", "d e");

        hand.evict(List.of("article:a b@c", shown.text()));

        assertThat(serves(typed)).isFalse();
        assertThat(serves(shown)).isFalse();
    }

    @Test
    void a_key_that_was_cut_is_evicted_by_the_text_that_the_store_shows_and_found_by_patterns() throws Exception {
        Key first = cached("tagged", "x".repeat(300));
        Key second = cached("tagged", "y".repeat(300));

        assertThat(hand.evict(List.of(first.text())).removed()).isEqualTo(1);
        assertThat(serves(first)).isFalse();
        assertThat(serves(second)).isTrue();

        assertThat(hand.evict(List.of("article:*")).removed()).isEqualTo(1);
        assertThat(serves(second)).isFalse();
    }

    @Test
    void a_tag_is_evicted_by_its_name() throws Exception {
        Key one = cached("tagged", "news");
        Key other = cached("tagged", "sport");

        ByHand.Report report = hand.evict(List.of("tag:category:news"));

        assertThat(report.problems()).isEmpty();
        assertThat(serves(one)).isFalse();
        assertThat(serves(other)).isTrue();
        assertThat(hand.evict(List.of("tag:nothing:news")).problems())
                .containsExactly("'tag:nothing:news': no cache of the rules has such a tag");
    }

    @Test
    void a_pattern_over_tags_that_no_rule_declares_takes_the_whole_cache() throws Exception {
        Key one = cached("tagged", "news");

        assertThat(hand.evict(List.of("category:*")).problems()).isEmpty();

        assertThat(serves(one)).isFalse();
    }

    @Test
    void a_group_is_evicted_with_its_parameters_filled_in() throws Exception {
        Key self = cached("user", 7L);
        Key posts = cached("user-posts", 7L, 3);
        Key other = cached("user", 8L);

        ByHand.Report report = hand.evict(List.of("group:user(id=7)"));

        assertThat(report).isEqualTo(new ByHand.Report(List.of("user:7", "user:7:*"), 1, List.of()));
        assertThat(serves(self)).isFalse();
        assertThat(serves(posts)).isFalse();
        assertThat(serves(other)).isTrue();
    }

    @Test
    void a_cache_is_cleared_and_the_others_stay() throws Exception {
        Key post = cached("post", 7L);
        Lease underWay = lease(key("post", 8L));
        Key list = cached("list", 1);

        assertThat(hand.clear("post")).isEqualTo(new ByHand.Report(List.of("post"), 0, List.of()));

        assertThat(serves(post)).isFalse();
        fill(underWay);
        assertThat(serves(key("post", 8L))).isFalse();
        assertThat(serves(list)).isTrue();
        assertThat(hand.clear(null).evicted()).hasSize(7).contains("list");
        assertThat(serves(list)).isFalse();
        assertThat(hand.clear("posst").problems())
                .containsExactly("there is no cache 'posst' in the rules. Did you mean 'post'?");
    }

    @Test
    void a_word_that_cannot_be_read_evicts_nothing_at_all() throws Exception {
        Key key = cached("post", 7L);

        ByHand.Report report =
                hand.evict(List.of("post:7", "post:{id}", "po*", "a::b", "group:usr(id=1)", "group:user()"));

        assertThat(report.evicted()).isEmpty();
        assertThat(report.problems())
                .containsExactly(
                        "'post:{id}': There is no call that a hole could be filled from. Write the value",
                        "'po*': * stands for a whole segment, not for a part of one. Write posts:*",
                        "'a::b': A segment is empty here. Between two colons stands text, as in post:7",
                        "'group:usr(id=1)': There is no group 'usr' in the rules. Did you mean 'user'?",
                        "'group:user()': The group user takes id. Write group:user(id=...)");
        assertThat(serves(key)).isTrue();
        assertThat(hand.evict(List.of()).problems()).hasSize(1);
    }

    @Test
    void the_store_is_looked_into_without_a_change() throws Exception {
        Key post = cached("post", 7L);
        lease(key("post", 8L));
        Inspection inspection = store.inspection();

        assertThat(keysLike("post:*")).containsExactlyInAnyOrder("post:7", "post:8");
        assertThat(keysLike("post:?")).hasSize(2);
        assertThat(keysLike("post:[7]")).containsExactly("post:7");
        assertThat(keysLike("post:\\*")).isEmpty();
        List<Inspection.Outline> outlines = inspection.outlines(List.of("post:7", "post:8", "none"), true);
        assertThat(outlines.get(0).fields()).containsExactly("f");
        assertThat(outlines.get(0).leased()).isFalse();
        assertThat(outlines.get(0).ttlMillis()).isBetween(1L, LONG.toMillis());
        assertThat(outlines.get(0).bytes()).isPositive();
        assertThat(outlines.get(1).fields()).isEmpty();
        assertThat(outlines.get(1).leased()).isTrue();
        assertThat(outlines.get(2).holdsAnything()).isFalse();
        assertThat(inspection.value("post:7", "f"))
                .isEqualTo(store.read(post.text(), "f", post.tags()).value());
        assertThat(inspection.value("post:7", "g")).isNull();
        assertThat(inspection.generations(List.of("@post", "none")))
                .containsExactly(store.read(post.text(), "f", new String[] {"@post", "none"})
                        .generations());
        assertThat(inspection.incarnation())
                .isEqualTo(store.read(post.text(), "f", post.tags()).incarnation());
        assertThat(serves(post)).isTrue();
    }

    @Test
    void a_census_counts_entries_by_the_caches_of_their_fields() throws Exception {
        for (int i = 0; i < 300; i++) {
            Lease lease = (Lease)
                    store.lease("k" + i, "post/com.acme.Other.find-1c2d3e4f.5a6b", new String[] {"@post"}, LONG);
            assertThat(fill(lease)).isEqualTo(Result.STORED);
        }
        store.lease("leased", "post.find-1.2", new String[] {"@post"}, LONG);
        assertThat(fill((Lease) store.lease("k1", "list.all-1c2d3e4f.5a6b", new String[] {"@list"}, LONG)))
                .isEqualTo(Result.STORED);

        Census census = Census.take(store.inspection(), Duration.ofSeconds(20));

        assertThat(census.complete()).isTrue();
        assertThat(census.caches()).containsOnlyKeys("post", "list");
        Census.Share post = census.caches().get("post");
        assertThat(post.entries()).isEqualTo(300);
        assertThat(post.bytes()).isBetween(300 * 30L, 300 * 2000L);
        assertThat(post.ttlMillis()).hasSize(3).isSorted().allMatch(ttl -> ttl > 0 && ttl <= LONG.toMillis());
        assertThat(Census.take(store.inspection(), Duration.ZERO).complete()).isFalse();
    }

    @Test
    void the_cache_of_a_field_is_told_by_its_name() {
        assertThat(Census.cacheOf("my.posts.find-1c2d.5a6b")).isEqualTo("my.posts");
        assertThat(Census.cacheOf("post/com.acme.Other.find-1c2d.5a6b")).isEqualTo("post");
        assertThat(Census.cacheOf("odd")).isEqualTo("odd");
    }

    private List<String> keysLike(String glob) throws StoreException {
        List<String> found = new ArrayList<>();
        store.inspection().keys(glob, batch -> {
            found.addAll(batch);
            return true;
        });
        return found.stream().distinct().toList();
    }
}
