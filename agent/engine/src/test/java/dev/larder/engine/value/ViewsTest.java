package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Views of collections, where the rule says {@code views: copy}. */
class ViewsTest {
    private static final Codec CODEC = codec();

    private static Codec codec() {
        try {
            return new Codecs()
                    .forMethod(
                            CodecFixture.Any.class.getDeclaredMethod("value"),
                            CodecFixture.Any.class,
                            new ValueSettings(List.of(), ValueSettings.Lazy.BY_SESSION, true, 1 << 20, false));
        } catch (ReflectiveOperationException | RefusedException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static void becomes(Object view, Object copy) throws Exception {
        assertThat(GraphComparison.difference(copy, CodecFixture.roundTrip(CODEC, view)))
                .isNull();
    }

    @Test
    void a_part_of_a_list_becomes_a_list() throws Exception {
        ArrayList<Object> list = new ArrayList<>(List.of(1, 2, 3));
        becomes(list.subList(0, 2), new ArrayList<>(List.of(1, 2)));
        becomes(List.of(1, 2, 3, 4).subList(1, 3), new ArrayList<>(List.of(2, 3)));
        becomes(Arrays.asList(1, 2, 3).subList(1, 3), new ArrayList<>(List.of(2, 3)));
        becomes(
                Collections.unmodifiableList(list).subList(0, 1),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    }

    @Test
    void keys_values_and_entries_become_sets_and_lists() throws Exception {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", 2);
        becomes(map.keySet(), new LinkedHashSet<>(List.of("b", "a")));
        becomes(map.values(), new ArrayList<>(List.of(1, 2)));
        becomes(
                map.entrySet(),
                new LinkedHashSet<>(
                        List.of(new AbstractMap.SimpleEntry<>("b", 1), new AbstractMap.SimpleEntry<>("a", 2))));
        becomes(map.entrySet().iterator().next(), new AbstractMap.SimpleEntry<>("b", 1));
        becomes(new HashMap<>(Map.of("k", 1)).values(), new ArrayList<>(List.of(1)));
        becomes(new ConcurrentHashMap<>(Map.of("k", 1)).values(), new ArrayList<>(List.of(1)));
        becomes(new TreeMap<>(Map.of("k", 1)).keySet(), new TreeSet<>(List.of("k")));
        becomes(
                Collections.singletonMap("k", 1).values(),
                Collections.singletonMap("k", 1).values());
    }

    @Test
    void parts_of_sorted_ones_stay_sorted_and_keep_their_order() throws Exception {
        TreeMap<Integer, String> map = new TreeMap<>(Map.of(1, "a", 2, "b", 3, "c"));
        becomes(map.headMap(3), new TreeMap<>(Map.of(1, "a", 2, "b")));
        TreeMap<Integer, String> backwards = new TreeMap<>(Collections.reverseOrder());
        backwards.putAll(map);
        becomes(map.descendingMap(), backwards);
        TreeSet<Integer> set = new TreeSet<>(List.of(1, 2, 3));
        becomes(set.tailSet(2), new TreeSet<>(List.of(2, 3)));
    }

    @Test
    void a_view_that_is_met_twice_is_one_copy() throws Exception {
        List<Integer> part = new ArrayList<>(List.of(1, 2, 3)).subList(0, 2);
        List<Integer> copy = new ArrayList<>(List.of(1, 2));
        becomes(new Object[] {part, part}, new Object[] {copy, copy});
    }
}
