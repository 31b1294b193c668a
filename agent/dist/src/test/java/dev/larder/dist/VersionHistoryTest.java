package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private final VersionHistory history = new VersionHistory();

    private long stale() {
        return history.check().stale();
    }

    @Test
    void a_read_may_see_what_it_overlaps_or_not() {
        history.add("a", 1, true, 10, 20, 1);
        history.add("a", 1, true, 30, 50, 2);
        history.add("a", 1, false, 40, 60, 1);
        history.add("a", 1, false, 49, 60, 2);
        history.add("a", 1, false, 5, 60, 0);
        history.add("a", 2, false, 100, 110, 0);
        assertThat(stale()).isZero();
    }

    @Test
    void a_read_that_began_after_a_change_had_returned_must_see_it() {
        history.add("a", 1, true, 30, 50, 2);
        history.add("a", 1, true, 10, 20, 1);
        history.add("a", 1, false, 51, 60, 1);
        history.add("a", 1, false, 21, 29, 0);
        history.add("a", 1, false, 51, 60, 2);
        assertThat(history.check()).isEqualTo(new VersionHistory.Verdict(3, 2, 2, 1, Map.of("a", 2)));
    }

    @Test
    void changes_that_returned_out_of_order_count_by_the_newest() {
        history.add("a", 1, true, 10, 100, 1);
        history.add("a", 1, true, 11, 20, 2);
        history.add("a", 1, false, 21, 22, 1);
        history.add("a", 1, false, 101, 102, 1);
        history.add("a", 1, false, 101, 102, 2);
        assertThat(stale()).isEqualTo(2);
    }
}
