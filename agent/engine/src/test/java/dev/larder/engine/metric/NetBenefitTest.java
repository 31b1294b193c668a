package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetBenefitTest {
    private static final long MICRO = 1_000;

    private final List<String> reports = new ArrayList<>();
    private long now = System.nanoTime();
    private final CacheMeter meter = new CacheMeter("post", reports::add, () -> now);
    private final NetBenefit benefit = meter.benefit();

    @BeforeEach
    void allow() {
        benefit.allow(true);
    }

    /** One miss and then hits, at most so many calls; gives how many were made until the cache was switched off. */
    private int calls(int most, long hit, long missOverhead, long load, int hitsPerMiss) {
        for (int call = 0; call < most; call++) {
            if (benefit.resting(now)) {
                return call;
            }
            if (call % (hitsPerMiss + 1) == 0) {
                meter.miss(load + missOverhead, load);
            } else {
                meter.hit(hit);
            }
            benefit.judge();
        }
        return most;
    }

    @Test
    void a_cache_on_a_method_of_5_us_is_switched_off_within_its_first_2000_calls_and_says_why() {
        int served = calls(2_000, 90 * MICRO, 200 * MICRO, 5 * MICRO, 9);
        assertThat(served).isBetween(1_000, 1_999);
        assertThat(benefit.resting(now)).isTrue();
        assertThat(reports)
                .singleElement()
                .asString()
                .contains("1,000 calls", "with a method that takes 5 µs", "for 1 min", "pin: true");
        assertThat(meter.figures().off()).isEqualTo(reports.get(0));
    }

    @Test
    void a_cache_that_nobody_hits_and_whose_hits_would_not_pay_is_switched_off_too() {
        assertThat(calls(2_000, 0, 200 * MICRO, 5 * MICRO, 0)).isLessThan(2_000);
    }

    @Test
    void a_cache_that_pays_stays() {
        assertThat(calls(100_000, 90 * MICRO, 200 * MICRO, 2_000 * MICRO, 3)).isEqualTo(100_000);
        assertThat(reports).isEmpty();
        assertThat(meter.figures().off()).isNull();
        assertThat(meter.figures().savedSeconds()).isPositive();
    }

    @Test
    void a_cache_that_is_still_being_filled_is_given_time() {
        assertThat(calls(19_000, 90 * MICRO, 300 * MICRO, 5_000 * MICRO, 0)).isEqualTo(19_000);
        assertThat(calls(2_000, 90 * MICRO, 300 * MICRO, 5_000 * MICRO, 3)).isEqualTo(2_000);
        assertThat(calls(19_000, 90 * MICRO, 300 * MICRO, 5_000 * MICRO, 0)).isEqualTo(19_000);
        assertThat(calls(2_000, 90 * MICRO, 300 * MICRO, 5_000 * MICRO, 0)).isLessThan(2_000);
    }

    @Test
    void a_cache_whose_callers_wait_for_one_load_stays() {
        meter.miss(500_200 * MICRO, 500_000 * MICRO);
        for (int call = 0; call < 10_000; call++) {
            meter.awaited(500_900 * MICRO);
            benefit.judge();
        }
        assertThat(benefit.resting(now)).isFalse();
        assertThat(reports).isEmpty();
    }

    @Test
    void one_pause_decides_nothing() {
        calls(400, 90 * MICRO, 200 * MICRO, 500 * MICRO, 9);
        meter.hit(Duration.ofSeconds(3).toNanos());
        assertThat(calls(10_000, 90 * MICRO, 200 * MICRO, 500 * MICRO, 9)).isEqualTo(10_000);
    }

    @Test
    void it_is_tried_again_after_a_while_and_rests_longer_each_time() {
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 32}) {
            assertThat(calls(2_000, 90 * MICRO, 200 * MICRO, 5 * MICRO, 9)).isLessThan(2_000);
            assertThat(reports.get(reports.size() - 1)).contains("for " + minutes + " min");
            now += Duration.ofMinutes(minutes).toNanos() - 1;
            assertThat(benefit.resting(now)).isTrue();
            now += 2;
            assertThat(benefit.resting(now)).isFalse();
            assertThat(meter.figures().off()).isNull();
        }
        // A method that has become slow
        assertThat(calls(3_000, 90 * MICRO, 200 * MICRO, 5_000 * MICRO, 9)).isEqualTo(3_000);
        assertThat(calls(3_000, 90 * MICRO, 200 * MICRO, 5 * MICRO, 9)).isLessThan(3_000);
        assertThat(reports.get(reports.size() - 1)).contains("for 1 min");
    }

    @Test
    void a_pinned_cache_stays_whatever_it_costs_and_comes_back_at_once() {
        calls(2_000, 90 * MICRO, 200 * MICRO, 5 * MICRO, 9);
        assertThat(benefit.resting(now)).isTrue();
        benefit.allow(false);
        assertThat(calls(10_000, 90 * MICRO, 200 * MICRO, 5 * MICRO, 9)).isEqualTo(10_000);
        assertThat(meter.figures().off()).isNull();
    }

    @Test
    void calls_themselves_look_whether_it_is_time_to_judge() {
        int served = 0;
        while (!benefit.resting(now) && served < 100_000) {
            meter.miss(205 * MICRO, 5 * MICRO);
            served++;
        }
        assertThat(served).isBetween(1_000, 1_999);
    }
}
