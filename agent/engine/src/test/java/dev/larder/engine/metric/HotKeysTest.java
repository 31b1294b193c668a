package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HotKeysTest {
    private final HotKeys keys = new HotKeys();

    @Test
    void the_hottest_of_many_more_keys_than_it_holds_are_found_in_their_order() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            // Half of all calls go to ten keys, the first of them most of all; the others to a hundred thousand
            int hot = (int) Math.abs(random.nextGaussian() * 4);
            keys.miss(random.nextBoolean() && hot < 10 ? "hot" + hot : "cold" + random.nextInt(100_000), "m");
        }
        assertThat(keys.hottest(5))
                .as("seed %d", seed)
                .extracting(HotKeys.Hot::key)
                .containsExactlyInAnyOrder("hot0", "hot1", "hot2", "hot3", "hot4");
        assertThat(keys.hottest(10_000)).hasSizeLessThanOrEqualTo(HotKeys.CAPACITY);
    }

    @Test
    void arguments_are_asked_for_once_and_not_for_newcomers_to_a_full_sketch() {
        HotKeys.Entry entry = keys.miss("a", "m");
        assertThat(entry).isNotNull();
        entry.arguments(new HotKeys.Arguments(new byte[] {1}, 7));
        assertThat(keys.miss("a", "m")).isNull();
        assertThat(keys.calls("m", 7, 5)).extracting(HotKeys.Call::key).containsExactly("a");
        assertThat(keys.calls("m", 8, 5)).as("of another shape").isEmpty();
        assertThat(keys.calls("n", 7, 5)).as("of another method").isEmpty();

        IntStream.range(0, HotKeys.CAPACITY - 1).forEach(i -> keys.hit("k" + i, "m"));
        assertThat(keys.miss("new", "m")).as("the first time").isNull();
        assertThat(keys.miss("new", "m")).as("the second time").isNotNull();
    }

    @Test
    void what_was_hot_before_gives_way_in_the_end() {
        for (int i = 0; i < 5_000; i++) {
            keys.hit("before", "m");
        }
        for (int i = 0; i < 20_000; i++) {
            keys.hit("now", "m");
        }
        List<HotKeys.Hot> hottest = keys.hottest(2);
        assertThat(hottest.get(0).key()).isEqualTo("now");
        assertThat(hottest.get(1).calls()).isLessThan(hottest.get(0).calls() / 8);
    }

    @Test
    void a_key_of_two_methods_is_one_key_to_people() {
        keys.miss("a", "m");
        keys.miss("a", "n");
        assertThat(keys.hottest(5)).containsExactly(new HotKeys.Hot("a", 2));
    }

    @Test
    void the_slowest_loads_of_the_last_ten_minutes_are_kept_and_no_others() {
        SlowLoads loads = new SlowLoads();
        long now = System.nanoTime();
        for (int i = 1; i <= 100; i++) {
            loads.loaded("k" + i, i * 1_000L, now);
        }
        assertThat(loads.slowest(2, now)).extracting(SlowLoads.Slow::key).containsExactly("k100", "k99");
        assertThat(loads.slowest(100, now)).hasSize(10);
        long later = now + Duration.ofMinutes(10).toNanos();
        loads.loaded("quick", 1, later);
        assertThat(loads.slowest(100, later)).extracting(SlowLoads.Slow::key).containsExactly("quick");
    }
}
