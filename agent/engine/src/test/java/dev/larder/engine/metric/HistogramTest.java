package dev.larder.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void buckets_go_from_a_microsecond_to_ten_seconds() {
        assertThat(Histogram.boundsInSeconds())
                .startsWith(1e-6, 2e-6, 5e-6, 1e-5)
                .endsWith(5, 10, Double.POSITIVE_INFINITY)
                .isSorted();
    }

    @Test
    void percentiles_lie_in_the_bucket_that_holds_them() {
        for (int micros = 1; micros <= 1_000; micros++) {
            histogram.record(micros * 1_000L);
        }
        Times times = histogram.times();
        assertThat(times.count()).isEqualTo(1_000);
        assertThat(times.sum()).isCloseTo(0.5005, within(1e-9));
        assertThat(times.p50()).isCloseTo(500e-6, within(1e-6));
        assertThat(times.p99()).isCloseTo(990e-6, within(1e-6));
    }

    @Test
    void percentiles_of_nothing_are_zero_and_what_is_too_long_is_ten_seconds() {
        assertThat(histogram.times()).isEqualTo(new Times(0, 0, 0, 0));
        histogram.record(3_600_000_000_000L);
        assertThat(histogram.times().p50()).isEqualTo(10);
        assertThat(histogram.times().p99()).isEqualTo(10);
    }
}
