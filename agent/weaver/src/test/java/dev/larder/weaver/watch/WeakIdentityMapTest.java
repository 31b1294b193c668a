package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Integer> map = new WeakIdentityMap<>();

    @Test
    void equal_keys_are_told_apart() {
        String one = new String("key");
        String other = new String("key");
        map.put(one, 1);
        map.put(other, 2);
        assertThat(map.get(one)).isEqualTo(1);
        assertThat(map.get(other)).isEqualTo(2);
        map.put(one, 3);
        assertThat(map.remove(one)).isEqualTo(3);
        assertThat(map.get(one)).isNull();
        assertThat(map.get(other)).isEqualTo(2);
        assertThat(map.remove(one)).isNull();
    }

    @Test
    void many_keys_are_found_and_lost_ones_forgotten() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(new Object());
            map.put(keys.get(i), i);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(map.get(keys.get(i))).isEqualTo(i);
        }
        List<Object> half = new ArrayList<>(keys.subList(0, 5000));
        keys.clear();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return map.size() == 5000;
        });
        for (int i = 0; i < half.size(); i++) {
            assertThat(map.get(half.get(i))).isEqualTo(i);
        }
    }

    @Test
    void what_was_removed_is_not_counted_twice_when_it_becomes_garbage() {
        Object kept = new Object();
        map.put(kept, 1);
        for (int i = 0; i < 1000; i++) {
            Object gone = new Object();
            map.put(gone, i);
            map.remove(gone);
        }
        System.gc();
        map.tidy();
        assertThat(map.size()).isOne();
        assertThat(map.get(kept)).isOne();
    }
}
