package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The further names of entries, and parameters that are never written in clear. */
@SuppressWarnings("unused")
class TagsTest {
    record Category(long id) {}

    record Post(long id, Category category) {}

    static class Service {
        Post find(long id, String tenant) {
            return null;
        }

        List<Post> all(List<Long> ids) {
            return null;
        }

        Post save(Post post) {
            return post;
        }

        void change(String name, long id) {}
    }

    private static CacheKeys cache(
            String key, List<String> types, List<String> names, List<String> tags, String... secret)
            throws TemplateException {
        List<Template> parsed = new ArrayList<>();
        for (String tag : tags) {
            parsed.add(TemplateParser.tag(tag));
        }
        return new CacheKeys("post", TemplateParser.key(key), parsed, Set.of(secret), types, names);
    }

    private static CacheKeys found(List<String> tags, String... secret) throws TemplateException {
        return cache("post:{id}:{tenant}", List.of("long", "String"), List.of("id", "tenant"), tags, secret);
    }

    private static Key key(CacheKeys cache, String method, List<String> patterns, Object... args) throws Exception {
        List<Pattern> parsed = new ArrayList<>();
        for (String pattern : patterns) {
            parsed.add(TemplateParser.pattern(pattern));
        }
        return KeyPlan.compile(cache, Keys.method(Service.class, method), parsed, MethodHandles.lookup())
                .key(new Service(), args);
    }

    private static Evictions evicted(CacheKeys cache, String method, String pattern, Object... args) throws Exception {
        Evictions evictions = new Evictions();
        Keys.evicting(Service.class, method, List.of(cache), pattern).before(new Service(), args, evictions);
        return evictions;
    }

    @Test
    void a_tag_is_a_name_that_patterns_cover_like_the_key() throws Exception {
        CacheKeys cache = found(List.of("tenant:{tenant}:posts"));
        Key key = key(cache, "find", List.of("tenant:*", "tenant:{x}:*", "post:*"), 7L, "a");
        assertThat(key.text()).isEqualTo("post:7:a");
        assertThat(key.tags())
                .containsExactlyInAnyOrder("tenant:a:posts", "tenant:*", "tenant:a:*", "post:*", "@post")
                .endsWith("@post");
        assertThat(evicted(cache, "change", "tenant:{name}:posts", "a", 1L).tags())
                .contains("tenant:a:posts");
        assertThat(evicted(cache, "change", "tenant:{name}:*", "a", 1L).tags()).contains("tenant:a:*");
        assertThat(evicted(cache, "change", "tenant:*", "a", 1L).tags()).contains("tenant:*");
    }

    @Test
    void an_exact_key_that_is_no_tag_evicts_no_generation() throws Exception {
        CacheKeys cache = found(List.of("tenant:{tenant}"));
        assertThat(evicted(cache, "change", "post:{id}:{name}", "a", 1L).tags()).isEmpty();
        assertThat(evicted(cache, "change", "post:{id}:{name}", "a", 1L).keys()).containsExactly("post:1:a");
    }

    @Test
    void a_program_that_only_evicts_evicts_both_key_and_tag() throws Exception {
        Evictions evictions = new Evictions();
        Keys.evicting(Service.class, "change", List.of(), "tenant:{name}")
                .before(new Service(), new Object[] {"a", 1L}, evictions);
        assertThat(evictions.keys()).contains("tenant:a");
        assertThat(evictions.tags()).contains("tenant:a");
    }

    @Test
    void one_entry_may_have_a_tag_for_each_element() throws Exception {
        CacheKeys cache = cache("posts:{ids}", List.of("List"), List.of("ids"), List.of("one:{ids[*]}"));
        Key key = key(cache, "all", List.of("one:*"), List.of(1L, 2L));
        assertThat(key.tags()).containsExactlyInAnyOrder("one:1", "one:2", "one:*", "@post");
        assertThat(evicted(cache, "change", "one:{id}", "a", 2L).tags()).contains("one:2");
        List<Long> many = LongStream.range(0, 100).boxed().toList();
        assertThatThrownBy(() -> key(cache, "all", List.of(), many))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("more than 64 tags");
    }

    @Test
    void a_tag_that_only_the_result_tells_evicts_the_whole_cache() throws Exception {
        CacheKeys cache = found(List.of("category:{result.category.id}"));
        assertThat(key(cache, "find", List.of("category:*"), 7L, "a").tags()).containsExactly("@post");
        for (String pattern : List.of("category:{post.category.id}", "category:*", "category:7")) {
            assertThat(evicted(cache, "save", pattern, new Post(1, new Category(2)))
                            .tags())
                    .as(pattern)
                    .contains("@post");
        }
        assertThat(evicted(cache, "save", "other:{post.id}", new Post(1, new Category(2)))
                        .tags())
                .isEmpty();
        EvictionPlan plan = Keys.evicting(Service.class, "save", List.of(cache), "category:*");
        assertThat(plan.unmatched()).isEmpty();
        assertThat(plan.caches()).containsExactly("post");
    }

    @Test
    void a_tag_that_does_not_fit_its_method_is_refused() {
        assertThatThrownBy(() -> key(found(List.of("category:{result.categry.id}")), "find", List.of(), 7L, "a"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("Did you mean 'category'?");
    }

    @Test
    void a_secret_is_never_written_in_clear() throws Exception {
        CacheKeys cache = found(List.of("tenant:{tenant}"), "tenant");
        Key key = key(cache, "find", List.of("post:{a}:*", "post:*:{b}", "tenant:*"), 7L, "hunter2");
        assertThat(key.text()).matches("post:7:%secret\\.[0-9a-f]{64}");
        assertThat(String.join(" ", key.tags())).doesNotContain("hunter2").contains("tenant:%secret.");
        assertThat(key(cache, "find", List.of(), 7L, "hunter3").text()).isNotEqualTo(key.text());
        Evictions exact = evicted(cache, "change", "post:{id}:{name}", "hunter2", 7L);
        assertThat(exact.keys()).containsExactly(key.text());
        assertThat(key.tags())
                .contains(evicted(cache, "change", "tenant:{name}", "hunter2", 7L)
                        .tags()
                        .iterator()
                        .next());
    }

    @Test
    void a_secret_is_hidden_in_the_default_key_and_in_what_is_made_of_it() throws Exception {
        CacheKeys cache = new CacheKeys(
                "post", null, List.of(), Set.of("tenant"), List.of("long", "String"), List.of("id", "tenant"));
        assertThat(key(cache, "find", List.of(), 7L, "hunter2").text()).matches("post:7:%secret\\.[0-9a-f]{64}");
        CacheKeys path = cache(
                "p:{id}:x-{tenant.empty}", List.of("long", "String"), List.of("id", "tenant"), List.of(), "tenant");
        assertThat(key(path, "find", List.of(), 7L, "hunter2").text()).matches("p:7:%secret\\.[0-9a-f]{64}");
        CacheKeys index = cache("p:{0}:{1}", List.of("long", "String"), List.of("id", "tenant"), List.of(), "tenant");
        assertThat(key(index, "find", List.of(), 7L, "hunter2").text()).matches("p:7:%secret\\.[0-9a-f]{64}");
        assertThat(evicted(index, "change", "p:{id}:{name}", "hunter2", 7L).keys())
                .containsExactly(key(index, "find", List.of(), 7L, "hunter2").text());
    }

    @Test
    void an_eviction_meets_a_secret_by_pattern_and_by_literal() throws Exception {
        CacheKeys cache =
                cache("login:{tenant}:{id}", List.of("long", "String"), List.of("id", "tenant"), List.of(), "tenant");
        List<String> patterns = List.of("login:{x}:*", "login:hunter2:*");
        Key key = key(cache, "find", patterns, 7L, "hunter2");
        for (String pattern : List.of("login:{name}:*", "login:hunter2:*")) {
            Evictions evictions = evicted(cache, "change", pattern, "hunter2", 7L);
            assertThat(evictions.tags())
                    .as(pattern)
                    .hasSize(1)
                    .allSatisfy(tag -> assertThat(key.tags()).contains(tag));
            assertThat(evictions.tags().toString()).as(pattern).doesNotContain("hunter2");
        }
        assertThat(key(cache, "find", patterns, 7L, "other").tags()).hasSize(2);
    }

    @Test
    void where_one_cache_hashes_and_another_does_not_both_are_evicted() throws Exception {
        CacheKeys secret =
                cache("login:{tenant}", List.of("long", "String"), List.of("id", "tenant"), List.of(), "tenant");
        CacheKeys clear = new CacheKeys(
                "other",
                TemplateParser.key("login:{tenant}"),
                List.of(),
                Set.of(),
                List.of("String"),
                List.of("tenant"));
        Evictions evictions = new Evictions();
        Keys.evicting(Service.class, "change", List.of(secret, clear), "login:{name}")
                .before(new Service(), new Object[] {"ann", 1L}, evictions);
        assertThat(evictions.keys()).hasSize(2).contains("login:ann");
    }
}
