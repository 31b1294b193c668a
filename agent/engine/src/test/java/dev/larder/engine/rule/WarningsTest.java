package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsTest {
    @TempDir
    private Path directory;

    /** The warnings without the file's name. */
    private List<String> warnings(String rules) throws IOException {
        Path file = directory.resolve("rules.yaml");
        Files.writeString(file, "larder: 1\nstore: { namespace: blog }\n" + rules);
        return Rulings.valid(file).warnings().stream()
                .map(warning -> warning.toString().substring(file.toString().length() + 1))
                .toList();
    }

    @Test
    void rules_as_they_should_be_give_none() throws IOException {
        assertThat(warnings("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post:{id}" }
                  list: { method: "blog.Posts#list(int page, Filter f)", key: "posts:{page}:{1.name}" }
                  any: { method: blog.Posts#any(..), key: "posts:{page}:page-{size}" }
                  unnamed: { method: "blog.Posts#list(long)", key: "posts:{size}:x" }
                  default: { method: "blog.Posts#defaults(int page, int size)" }
                invalidations:
                  - method: blog.Posts#save(blog.Post post)
                    evict: ["post:{post.id}", "posts:*", "default:*"]
                """)).isEmpty();
    }

    @Test
    void a_key_that_leaves_out_a_parameter() throws IOException {
        assertThat(warnings("""
                caches:
                  list: { method: "blog.Posts#list(int page, String order, int)", key: "posts:{page}" }
                invalidations:
                  - { method: blog.Posts#save(..), evict: ["posts:*"] }
                """))
                .containsExactly(
                        "4:72: The key leaves out the parameter 'String order': calls that differ in nothing else share one"
                                + " value. Add {order}, unless the result doesn't depend on it",
                        "4:72: The key leaves out the parameter 'int': calls that differ in nothing else share one value. Add"
                                + " {2}, unless the result doesn't depend on it");
    }

    @Test
    void a_pattern_that_no_key_can_match() throws IOException {
        assertThat(warnings("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post:{id}" }
                  of: { method: "blog.Posts#of(long id, int page)", key: "user:{id}:posts:{page}" }
                invalidations:
                  - method: blog.Posts#save(long id)
                    evict: ["post:{id}", "pots:*", "user:{id}", "post:{id}:*", "user:*"]
                """))
                .containsExactly(
                        "8:26: No cache has keys that 'pots:*' covers, so this evicts nothing. Compare it with the key: of the"
                                + " cache that is meant",
                        "8:36: No cache has keys that 'user:{id}' covers, so this evicts nothing. There are longer keys, which"
                                + " a trailing :* would cover. Compare it with the key: of the cache that is meant");
    }

    @Test
    void a_trailing_star_that_covers_nothing_where_the_key_itself_is_meant() throws IOException {
        assertThat(warnings("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post:{id}" }
                invalidations:
                  - { method: blog.Posts#save(long id), evict: ["post:{id}:*", "post:*"] }
                """))
                .singleElement()
                .asString()
                .contains("There are keys without the last segment, which a trailing * doesn't cover");
    }

    @Test
    void a_pattern_and_all_below_it_are_enough_if_one_of_them_matches() throws IOException {
        assertThat(warnings("""
                caches:
                  of: { method: "blog.Posts#of(long id, int page)", key: "user:{id}:posts:{page}" }
                invalidations:
                  - { method: blog.Posts#save(long id), evict: ["user:{id}", "user:{id}:*"] }
                """)).isEmpty();
    }

    @Test
    void a_flat_key() throws IOException {
        assertThat(warnings("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post{id}" }
                invalidations:
                  - { method: blog.Posts#save(long id), evict: ["post{id}"] }
                """))
                .containsExactly(
                        "4:55: {id} follows 'post' without a colon, so no pattern can reach what lies below it. Write"
                                + " post:{id}",
                        "6:54: {id} follows 'post' without a colon, so no pattern can reach what lies below it. Write"
                                + " post:{id}");
    }

    @Test
    void a_cache_that_nothing_evicts() throws IOException {
        assertThat(warnings("""
                caches:
                  post: { method: blog.Posts#find(long id), key: "post:{id}" }
                  off: { method: blog.Posts#off(long id), key: "off:{id}", enabled: false }
                invalidations:
                  - { method: blog.Posts#save(long id), evict: ["post:{id}"], enabled: false }
                """))
                .containsExactly(
                        "4:3: Nothing evicts from the cache 'post': its values stay for their whole ttl, whatever is written."
                                + " Add an invalidation, if something changes them");
    }

    @Test
    void a_program_that_only_evicts_what_another_one_caches() throws IOException {
        assertThat(warnings("""
                invalidations:
                  - { method: blog.Posts#save(long id), evict: ["post:{id}"] }
                """)).isEmpty();
    }
}
