package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused")
class KeyPlanTest {

    static class Entity<I> {
        private I id;

        public I getId() {
            return id;
        }
    }

    static class Author extends Entity<Long> {
        private final String slug = "ann";
        boolean active = true;

        public boolean isActive() {
            return active;
        }
    }

    static class Post extends Entity<Long> {
        Author author = new Author();

        public Author getAuthor() {
            return author;
        }
    }

    /** As Hibernate's: the fields are empty, the getters know. */
    static final class PostProxy extends Post {
        @Override
        public Long getId() {
            return 77L;
        }
    }

    record Query(String text, int page) {}

    interface Filter {}

    record ByName(String name) implements Filter {}

    record ById(long id) implements Filter {}

    record Page<T>(List<T> content) {
        public List<T> getContent() {
            return content;
        }
    }

    static class Service {
        final String tenant = "acme";

        Post find(long id) {
            return null;
        }

        Post byPost(Post post) {
            return null;
        }

        Post query(Query query, String tenant) {
            return null;
        }

        Post filter(Filter filter) {
            return null;
        }

        Post page(Page<Post> page, Map<String, Integer> options, Optional<Post> maybe, long[] ids) {
            return null;
        }

        static Post none() {
            return null;
        }
    }

    private static String key(String template, String method, Object... args) throws Exception {
        return Keys.plan(template, Service.class, method)
                .key(new Service(), args)
                .text();
    }

    private static Post post(long id, long authorId) {
        Post post = new Post();
        ((Entity<Long>) post).id = id;
        ((Entity<Long>) post.author).id = authorId;
        return post;
    }

    @Test
    void a_hole_is_a_parameter_by_name_or_by_index() throws Exception {
        assertThat(key("post:{id}", "find", 7L)).isEqualTo("post:7");
        assertThat(key("post:{0}", "find", 7L)).isEqualTo("post:7");
    }

    @Test
    void a_path_goes_through_getters_records_and_fields() throws Exception {
        assertThat(key("p:{post.author.id}:{post.author.slug}:{post.author.active}", "byPost", post(1, 2)))
                .isEqualTo("p:2:ann:true");
        assertThat(key("q:{query.text}:{query.page}", "query", new Query("a b", 3), "t"))
                .isEqualTo("q:a%20b:3");
    }

    @Test
    void a_path_goes_through_lists_maps_arrays_and_optionals() throws Exception {
        Object[] args = {new Page<>(List.of(post(4, 5))), Map.of("size", 9), Optional.of(post(6, 7)), new long[] {8, 9}
        };
        assertThat(key("p:{page.content.0.author.id}:{options.size}:{maybe.id}:{ids.1}", "page", args))
                .isEqualTo("p:5:9:6:9");
        args[1] = new HashMap<>();
        assertThat(key("p:{options.size}", "page", args)).isEqualTo("p:%null");
    }

    @Test
    void getters_are_called_on_the_proxy_that_stands_in_for_an_entity() throws Exception {
        assertThat(key("post:{post.id}", "byPost", new PostProxy())).isEqualTo("post:77");
    }

    @Test
    void this_reads_the_receiver() throws Exception {
        assertThat(key("t:{this.tenant}:{id}", "find", 1L)).isEqualTo("t:acme:1");
        assertThatThrownBy(() -> Keys.plan("t:{this.tenant}", Service.class, "none"))
                .hasMessageContaining("static");
    }

    @Test
    void what_an_interface_lacks_is_looked_for_in_each_class() throws Exception {
        assertThat(key("f:{filter.name}", "filter", new ByName("x"))).isEqualTo("f:x");
        assertThatThrownBy(() -> key("f:{filter.name}", "filter", new ById(1))).isInstanceOf(KeyException.class);
    }

    @Test
    void a_property_that_cannot_be_there_is_refused_with_the_nearest_name() {
        assertThatThrownBy(() -> Keys.plan("p:{post.autor.id}", Service.class, "byPost"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("has no property 'autor'")
                .hasMessageContaining("Did you mean 'author'?");
        assertThatThrownBy(() -> Keys.plan("p:{pots}", Service.class, "byPost"))
                .hasMessageContaining("Did you mean 'post'?");
        assertThatThrownBy(() -> Keys.plan("p:{1}", Service.class, "byPost")).hasMessageContaining("one parameter");
    }

    @Test
    void null_on_the_way_is_no_key_but_null_at_its_end_is_one() throws Exception {
        assertThat(key("post:{post.id}", "byPost", new Post())).isEqualTo("post:%null");
        Post orphan = post(1, 2);
        orphan.author = null;
        assertThatThrownBy(() -> key("p:{post.author.id}", "byPost", orphan)).isInstanceOf(KeyException.class);
    }

    @Test
    void without_a_template_the_key_is_the_name_and_all_arguments() throws Exception {
        assertThat(key(null, "query", new Query("a", 1), "b:c"))
                .isEqualTo("posts:%record.dev.larder.engine.key.KeyPlanTest$Query[a,%int.1]:b%3Ac");
        assertThat(key(null, "none")).isEqualTo("posts");
    }

    @Test
    void a_key_carries_a_tag_for_each_pattern_that_can_match_it_and_its_cache_last() throws Exception {
        KeyPlan plan = Keys.plan(
                "post:{id}:list",
                Service.class,
                "find",
                "post:*",
                "post:{a}:*",
                "post:{b.c}:*",
                "post:7:*",
                "post:{a}",
                "post:*:list",
                "other:*",
                "post:{x}:list:*",
                "*:{y}:list");
        assertThat(plan.key(null, new Object[] {7L}).tags())
                .containsExactlyInAnyOrder("post:*", "post:7:*", "post:*:list", "*:7:list", "@posts")
                .endsWith("@posts");
    }

    @Test
    void a_literal_in_a_pattern_meets_a_hole_only_with_that_very_text() throws Exception {
        KeyPlan plan = Keys.plan("post:{id}:list", Service.class, "find", "post:7:*");
        assertThat(plan.key(null, new Object[] {7L}).tags()).containsExactly("post:7:*", "@posts");
        assertThat(plan.key(null, new Object[] {8L}).tags()).containsExactly("@posts");
    }

    @Test
    void tags_that_never_change_are_one_shared_array() throws Exception {
        KeyPlan plan = Keys.plan("post:{id}", Service.class, "find", "post:*", "post:{id}");
        assertThat(plan.key(null, new Object[] {1L}).tags())
                .isSameAs(plan.key(null, new Object[] {2L}).tags())
                .containsExactly("post:*", "@posts");
    }

    @Test
    void a_long_key_keeps_its_head_and_ends_in_a_hash() throws Exception {
        String a = key("q:{tenant}", "query", null, "x".repeat(500) + "a");
        String b = key("q:{tenant}", "query", null, "x".repeat(500) + "b");
        assertThat(a).startsWith("q:xxx").matches(".{160}~[0-9a-f]{64}").isNotEqualTo(b);
        assertThatThrownBy(() -> key("q:{tenant}", "query", null, "x".repeat(1_000_000)))
                .isInstanceOf(KeyException.class);
    }

    @Test
    void two_holes_in_one_segment_are_told_apart() throws Exception {
        assertThat(key("q:{query.text}-{tenant}", "query", new Query("a", 1), "b"))
                .isEqualTo("q:a-b");
        List<String> texts = Arrays.asList("a", "-", "a-", "-a", "a-a", "--", "", null, "%", "2", "@", "2D", "a,b");
        for (String between : List.of("-", "", "2", "@", "n", "D-", ",")) {
            java.util.Set<String> seen = new java.util.HashSet<>();
            for (String x : texts) {
                for (String y : texts) {
                    String key = key("q:{query.text}" + between + "{tenant}", "query", new Query(x, 1), y);
                    assertThat(seen.add(key))
                            .as("%s|%s|%s -> %s", x, between, y, key)
                            .isTrue();
                }
            }
        }
    }
}
