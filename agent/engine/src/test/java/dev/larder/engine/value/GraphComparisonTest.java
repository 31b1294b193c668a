package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The other tests are worth what the comparison sees. */
class GraphComparisonTest {

    private static void differ(Object left, Object right, String words) {
        assertThat(GraphComparison.difference(left, right)).contains(words);
    }

    @Test
    void other_classes_contents_and_orders_are_seen() {
        differ(1, 1L, "became java.lang.Long");
        differ(new BigDecimal("1.0"), new BigDecimal("1.00"), "1.0 became 1.00");
        differ(new ArrayList<>(List.of(1)), new LinkedList<>(List.of(1)), "java.util.LinkedList");
        differ(new ArrayList<>(List.of(1, 2)), new ArrayList<>(List.of(2, 1)), "$[0]: 1 became 2");
        differ(new Corpus.Point(1, 2), new Corpus.Point(1, 3), "$.y: 2 became 3");
        differ(Set.of(1, 2), Set.of(1, 3), "lost");
        differ(new int[] {1}, new int[] {2}, "$[0]: 1 became 2");
        Map<String, Integer> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>();
        other.put("b", 2);
        other.put("a", 1);
        differ(one, other, "a became b");
    }

    @Test
    void other_aliases_are_seen() {
        List<Object> shared = new ArrayList<>(List.of(1));
        Object aliased = Arrays.<Object>asList(shared, shared);
        Object apart = Arrays.<Object>asList(new ArrayList<>(shared), new ArrayList<>(shared));
        differ(aliased, apart, "aliased otherwise");
        differ(apart, aliased, "aliased otherwise");
        differ(shared, shared, "not a copy");
    }

    @Test
    void a_set_that_does_not_find_its_own_is_seen() {
        Corpus.HashedBySet late = new Corpus.HashedBySet("a");
        Set<Object> broken = new HashSet<>(List.of(late));
        late.parts.add("b");
        Set<Object> sound = new HashSet<>(List.of(new Corpus.HashedBySet("a", "b")));
        differ(sound, broken, "doesn't find its own");
    }
}
