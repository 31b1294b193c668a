package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused")
class EvictionPlanTest {
    record Author(Long id) {}

    record Post(Long id, Author author) {}

    static class Service {
        Post save(Post post) {
            return post;
        }

        void delete(int id) {}

        void rename(String id) {}

        Post find(long id) {
            return null;
        }

        Post any(Object id) {
            return null;
        }

        <I extends Serializable> Post generic(I id) {
            return null;
        }
    }

    private static final Evictions NOTHING = new Evictions();

    private static Evictions before(EvictionPlan plan, Object... args) {
        Evictions evictions = new Evictions();
        plan.before(new Service(), args, evictions);
        return evictions;
    }

    @Test
    void exact_patterns_give_keys_and_stars_give_tags() throws Exception {
        EvictionPlan plan = Keys.evicting(
                Service.class,
                "save",
                List.of(
                        Keys.typed("post", "post:{id}", "long", "id"),
                        Keys.typed("user-posts", "user:{0}:posts", "java.lang.Long", "a")),
                "post:{post.id}",
                "posts:*",
                "user:{post.author.id}:*");
        Evictions evictions = before(plan, new Post(1L, new Author(2L)));
        assertThat(evictions.keys()).containsExactly("post:1");
        assertThat(evictions.tags()).containsExactly("posts:*", "user:2:*");
        assertThat(plan.unmatched()).extracting(Pattern::text).containsExactly("posts:*");
    }

    @Test
    void a_tag_that_a_key_carries_is_the_tag_that_its_pattern_evicts() throws Exception {
        String pattern = "user:{post.author.id}:*";
        KeyPlan key = Keys.plan("user:{id}:posts", Service.class, "find", pattern);
        EvictionPlan plan =
                Keys.evicting(Service.class, "save", List.of(Keys.cache("posts", "user:{id}:posts")), pattern);
        assertThat(before(plan, new Post(1L, new Author(7L))).tags())
                .contains(key.key(null, new Object[] {7L}).tags()[0]);
    }

    @Test
    void what_needs_the_result_waits_for_it() throws Exception {
        EvictionPlan plan =
                Keys.evicting(Service.class, "save", List.of(Keys.cache("post", "post:{id}")), "post:{result.id}");
        Evictions evictions = before(plan, new Post(null, null));
        assertThat(evictions.isEmpty()).isTrue();
        assertThat(evictions.widened()).isEmpty();
        plan.after(new Service(), new Object[] {new Post(null, null)}, new Post(9L, null), evictions);
        assertThat(evictions.keys()).contains("post:9");
        assertThatThrownBy(() -> Keys.evicting(Service.class, "delete", List.of(), "post:{result.id}"))
                .hasMessageContaining("returns nothing");
    }

    @Test
    void a_hole_that_fails_evicts_whole_caches_and_says_so() throws Exception {
        EvictionPlan plan = Keys.evicting(
                Service.class,
                "save",
                List.of(
                        Keys.cache("post", "post:{id}"),
                        Keys.cache("users", "user:{id}:posts"),
                        Keys.cache("profile", "user:{id}")),
                "user:{post.author.id}:*");
        Evictions evictions = before(plan, new Post(1L, null));
        assertThat(evictions.tags()).containsExactly("@users");
        assertThat(evictions.widened()).singleElement().asString().startsWith("rule: 'user:{post.author.id}:*'");
    }

    @Test
    void whatever_the_types_on_both_sides_the_evicted_keys_hold_the_cached_one() throws Exception {
        for (String cached : List.of("find", "any", "generic")) {
            KeyPlan key = Keys.plan("post:{id}", Service.class, cached);
            for (Object argument : cached.equals("find")
                    ? List.<Object>of(5L)
                    : List.<Object>of(5L, 5, (short) 5, (byte) 5, "5", java.math.BigInteger.valueOf(5))) {
                String text = key.key(null, new Object[] {argument}).text();
                for (String evicting : List.of("delete", "rename", "save")) {
                    EvictionPlan plan = Keys.evicting(
                            Service.class,
                            evicting,
                            List.of(Keys.cache("post", "post:{id}")),
                            evicting.equals("save") ? "post:{post.id}" : "post:{id}");
                    Object given = switch (evicting) {
                        case "delete" -> 5;
                        case "rename" -> "5";
                        default -> new Post(5L, null);
                    };
                    assertThat(before(plan, given).keys())
                            .as("%s(%s) by %s", cached, argument.getClass(), evicting)
                            .contains(text);
                }
            }
        }
    }

    @Test
    void where_the_selectors_tell_the_types_one_key_is_evicted_and_no_more() throws Exception {
        CacheKeys cache = Keys.typed("post", "post:{id}", "long", "id");
        EvictionPlan plan = Keys.evicting(Service.class, "delete", List.of(cache), "post:{id}");
        assertThat(before(plan, 5).keys()).containsExactly("post:5");
    }

    @Test
    void default_keys_are_evicted_by_the_name_of_their_cache() throws Exception {
        KeyPlan key = Keys.plan(null, Service.class, "find", "posts:*");
        CacheKeys unknown = new CacheKeys("posts", null, List.of(), Set.of(), null, List.of());
        EvictionPlan plan = Keys.evicting(Service.class, "delete", List.of(unknown), "posts:{id}", "posts:*");
        assertThat(plan.unmatched()).isEmpty();
        Evictions evictions = before(plan, 5);
        assertThat(evictions.keys()).contains(key.key(null, new Object[] {5L}).text());
        assertThat(evictions.tags()).contains(key.key(null, new Object[] {5L}).tags()[0]);
    }
}
