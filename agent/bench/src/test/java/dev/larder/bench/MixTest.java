package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final String FRONT =
            "<a href=\"/categories/music\">Music</a><a href=\"/tags/piano\">piano</a><a href=\"/tags/jazz\">jazz</a>";

    private final Site site = Site.of(0.1, FRONT, 1);

    @Test
    void the_shares_of_all_kinds_make_a_thousand() {
        int sum = 0;
        for (RequestKind kind : RequestKind.values()) {
            sum += kind.share();
        }
        assertThat(sum).isEqualTo(RequestKind.STEPS);
    }

    @Test
    void three_of_a_hundred_steps_write_and_most_of_them_comment() {
        List<Step> steps = steps(1, 100_000);
        long comments = steps.stream().filter(Step.AddComment.class::isInstance).count();
        long edits = steps.stream().filter(Step.EditPost.class::isInstance).count();
        assertThat(comments).isBetween(2_500L, 2_900L);
        assertThat(edits).isBetween(230L, 370L);
    }

    @Test
    void a_seed_gives_the_same_steps_and_another_gives_others() {
        assertThat(steps(1, 100)).isEqualTo(steps(1, 100)).isNotEqualTo(steps(2, 100));
    }

    @Test
    void every_kind_of_page_is_read_and_only_what_the_site_has() {
        List<String> paths = steps(1, 10_000).stream()
                .filter(Step.Read.class::isInstance)
                .map(step -> ((Step.Read) step).path())
                .toList();
        assertThat(paths)
                .contains("/", "/trending", "/feed.atom", "/categories/music", "/tags/piano", "/authors/user1")
                .contains("/search?q=a+good");
        assertThat(paths.stream().filter(path -> path.startsWith("/posts/")).map(path -> path.substring(7)))
                .allMatch(id -> Long.parseLong(id) >= 1 && Long.parseLong(id) <= 1000);
    }

    private List<Step> steps(long seed, int count) {
        Mix mix = new Mix(site, seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(mix.next());
        }
        return steps;
    }
}
