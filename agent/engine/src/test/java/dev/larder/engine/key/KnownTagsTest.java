package dev.larder.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told by a key alone is what the call that has that key records. */
final class KnownTagsTest {

    static void three(String a, String b, String c) {}

    private static final List<String> SEGMENTS = List.of("user", "posts", "{0}", "{1}", "{2}", "p-{0}");
    private static final List<String> ELEMENTS = List.of("user", "posts", "{0}", "{1}", "*", "*", "7", "p-{2}");

    @Test
    void the_tags_of_any_key_and_patterns_are_those_of_its_call_in_the_same_order() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Method method = KnownTagsTest.class.getDeclaredMethod("three", String.class, String.class, String.class);
        int changing = 0;
        for (int round = 0; round < 5_000; round++) {
            CacheKeys cache = new CacheKeys(
                    "c",
                    random.nextInt(10) == 0 ? null : TemplateParser.key(text(random, SEGMENTS)),
                    List.of(),
                    random.nextInt(5) == 0 ? Set.of("a") : Set.of(),
                    List.of("String", "String", "String"),
                    Arrays.asList("a", "b", "c"));
            List<Pattern> patterns = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                patterns.add(TemplateParser.pattern(text(random, ELEMENTS)));
            }
            Object[] arguments = {word(random), word(random), word(random)};

            Key key = KeyPlan.compile(cache, method, patterns).key(null, arguments);

            if (KeyText.cut(key.text())) {
                assertThat(KnownTags.of(cache, patterns, key.text())).isNull();
                continue;
            }
            assertThat(KnownTags.of(cache, patterns, key.text()))
                    .as("seed %s: %s with %s", seed, key.text(), patterns)
                    .containsExactly(key.tags());
            changing += key.tags().length > 1 ? 1 : 0;
        }
        assertThat(changing).isGreaterThan(500);
    }

    private static String text(Random random, List<String> from) {
        List<String> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            parts.add(from.get(random.nextInt(from.size())));
        }
        return String.join(":", parts);
    }

    private static String word(Random random) {
        return List.of("7", "8", "user", "a:b", "x y").get(random.nextInt(5));
    }

    @Test
    void a_key_that_does_not_tell_them_is_not_guessed_at() throws Exception {
        CacheKeys tagged = new CacheKeys(
                "c", TemplateParser.key("k:{0}"), List.of(TemplateParser.tag("t:{1}")), Set.of(), null, List.of());
        CacheKeys plain = new CacheKeys("c", TemplateParser.key("k:{0}"), List.of(), Set.of(), null, List.of());

        assertThat(KnownTags.of(tagged, List.of(), "k:7")).isNull();
        assertThat(KnownTags.of(plain, List.of(), "k:7:8")).isNull();
        assertThat(KnownTags.of(plain, List.of(), KeyText.shortened("k:" + "x".repeat(300))))
                .isNull();
    }
}
