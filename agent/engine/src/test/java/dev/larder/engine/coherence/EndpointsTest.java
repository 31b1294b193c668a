package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EndpointsTest {
    private final Endpoints endpoints = new Endpoints();

    @Test
    void what_names_a_thing_makes_no_other_kind() {
        assertThat(endpoints.of("/posts/7/visits")).isSameAs(endpoints.of("/posts/8/visits"));
        assertThat(endpoints.of("/posts/7")).isNotSameAs(endpoints.of("/posts/7/visits"));
        assertThat(endpoints.of("/posts/new;jsessionid=7A")).isSameAs(endpoints.of("//posts/new/"));
        assertThat(endpoints.of("/posts/" + "a".repeat(33))).isSameAs(endpoints.of("/posts/9"));
        assertThat(endpoints.of("/")).isSameAs(endpoints.of(""));
    }

    @Test
    void words_without_end_name_things() {
        for (char first = 'a'; first <= 'z'; first++) {
            endpoints.of("/posts/" + first + "/visits");
        }
        assertThat(endpoints.of("/posts/x/visits")).isSameAs(endpoints.of("/posts/y/visits"));
        assertThat(endpoints.of("/posts/x/visits")).isNotSameAs(endpoints.of("/posts/x/reads"));
    }

    @Test
    void there_are_never_more_than_a_bounded_number() {
        Set<Endpoints.Kind> kinds = new HashSet<>();
        for (int i = 0; i < 6_561; i++) {
            StringBuilder path = new StringBuilder();
            for (int rest = i, depth = 0; depth < 8; depth++, rest /= 3) {
                path.append('/').append("abc".charAt(rest % 3));
            }
            kinds.add(endpoints.of(path.toString()));
        }
        assertThat(kinds).hasSizeLessThan(520);
        assertThat(endpoints.of(null)).isSameAs(endpoints.of("/another/" + "x/".repeat(4)));
    }
}
