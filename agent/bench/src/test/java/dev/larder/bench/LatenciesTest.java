package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void a_percentile_is_the_smallest_time_that_this_share_did_not_exceed() {
        Latencies latencies = new Latencies();
        for (int i = 1000; i >= 1; i--) {
            latencies.add(RequestKind.POST, i);
        }
        assertThat(latencies.percentile(RequestKind.POST, 0.5)).isEqualTo(500);
        assertThat(latencies.percentile(RequestKind.POST, 0.99)).isEqualTo(990);
        assertThat(latencies.percentile(RequestKind.POST, 1)).isEqualTo(1000);
        assertThat(latencies.percentile(RequestKind.POST, 0)).isEqualTo(1);
    }

    @Test
    void kinds_are_apart_and_clients_are_added_up() {
        Latencies one = new Latencies();
        one.add(RequestKind.POST, 1);
        one.add(RequestKind.FEED, 100);
        Latencies all = new Latencies();
        all.addAll(one);
        all.addAll(one);
        assertThat(all.count(RequestKind.POST)).isEqualTo(2);
        assertThat(all.count()).isEqualTo(4);
        assertThat(all.percentile(RequestKind.POST, 0.99)).isEqualTo(1);
        assertThat(all.percentile(RequestKind.FEED, 0.5)).isEqualTo(100);
    }

    @Test
    void what_was_never_requested_took_no_time() {
        assertThat(new Latencies().percentile(RequestKind.EDIT, 0.99)).isZero();
    }
}
