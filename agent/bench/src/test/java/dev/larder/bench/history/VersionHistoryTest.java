package dev.larder.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.bench.history.VersionHistory.Event;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private final VersionHistory history = new VersionHistory(new long[] {0, 0, 7});

    private void changed(int row, long start, long end, long version) {
        history.changed(new Event("a", row, start, end, version));
    }

    private String read(int row, long start, long end, long version) {
        String[] verdict = {""};
        history.checker()
                .check(
                        new Event("b", row, start, end, version),
                        (read, missed, invented) -> verdict[0] =
                                missed != null ? "missed " + missed.version() : invented ? "invented" : "fine");
        return verdict[0];
    }

    @Test
    void a_read_may_see_what_it_overlaps_or_not() {
        changed(1, 10, 20, 1);
        changed(1, 30, 50, 2);
        assertThat(read(1, 40, 60, 1)).isEqualTo("fine");
        assertThat(read(1, 49, 60, 2)).isEqualTo("fine");
        assertThat(read(1, 5, 60, 0)).isEqualTo("fine");
        assertThat(read(0, 100, 110, 0)).isEqualTo("fine");
    }

    @Test
    void a_read_that_began_after_a_change_had_returned_must_see_it() {
        changed(1, 30, 50, 2);
        changed(1, 10, 20, 1);
        assertThat(read(1, 51, 60, 1)).isEqualTo("missed 2");
        assertThat(read(1, 21, 29, 0)).isEqualTo("missed 1");
        assertThat(read(1, 51, 60, 2)).isEqualTo("fine");
    }

    @Test
    void changes_that_returned_out_of_order_count_by_the_newest() {
        changed(1, 10, 100, 1);
        changed(1, 11, 20, 2);
        assertThat(read(1, 21, 22, 1)).isEqualTo("missed 2");
        assertThat(read(1, 101, 102, 1)).isEqualTo("missed 2");
        assertThat(read(1, 101, 102, 2)).isEqualTo("fine");
    }

    @Test
    void what_perhaps_came_about_may_be_seen_and_may_be_missed() {
        history.perhapsChanged(2, 10);
        assertThat(read(2, 20, 30, 7)).isEqualTo("fine");
        assertThat(read(2, 20, 30, 8)).isEqualTo("fine");
        assertThat(read(2, 5, 9, 8)).isEqualTo("invented");
    }

    @Test
    void nobody_may_see_what_was_never_there() {
        changed(1, 10, 20, 1);
        assertThat(read(1, 15, 30, 2)).isEqualTo("invented");
        assertThat(read(1, 5, 9, 1)).isEqualTo("invented");
        assertThat(read(2, 5, 9, 8)).isEqualTo("invented");
        assertThat(read(2, 5, 9, 7)).isEqualTo("fine");
    }
}
