package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.bench.history.Fault;
import dev.larder.bench.history.History;
import dev.larder.bench.history.HistorySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several JVMs with the packaged agent read and change a few rows of one database, over one Redis that they don't always
 * reach. Every read is checked. Half a minute here; {@code HistoryRun} of {@code agent/bench} for longer.
 */
class HistoryIT {

    @TempDir
    private Path work;

    private History history;

    @BeforeEach
    void start() throws IOException, InterruptedException, SQLException {
        history = new History(work);
    }

    @AfterEach
    void end() throws Exception {
        if (history != null) {
            history.close();
        }
    }

    // The little programs live for seconds: what it costs to start matters more than how fast they get
    private static HistorySettings settings(String budget, String... more) {
        String[] options = new String[more.length + 1];
        options[0] = "-XX:TieredStopAtLevel=1";
        System.arraycopy(more, 0, options, 1, more.length);
        return HistorySettings.larder(ForkedJvm.jar(), budget, true, options);
    }

    private static History.Outcome said(History.Outcome outcome) {
        System.out.println(outcome);
        return outcome;
    }

    private static void assertNothingOld(History.Outcome outcome) {
        assertThat(outcome.stale()).as("%s", outcome).isZero();
        assertThat(outcome.invented()).as("%s", outcome).isZero();
        assertThat(outcome.phases())
                .allSatisfy(phase -> assertThat(phase.reads()).isGreaterThan(200));
        assertThat(outcome.changes()).isGreaterThan(20);
    }

    @Test
    void no_read_is_older_than_a_change_that_had_returned() throws Exception {
        // Longer than this machine's own pauses: a Redis that isn't reached loses hits
        History.Outcome outcome = said(history.run(
                settings("2s"),
                3,
                Fault.NONE,
                Fault.STOPPED,
                Fault.STOPPED_LOADING,
                Fault.KILLED,
                Fault.FORGETTING,
                Fault.FULL,
                Fault.RESTARTED));
        assertNothingOld(outcome);
        assertThat(outcome.phases().get(0).hitRate()).isGreaterThan(0.8);
    }

    @Test
    void nor_while_redis_is_out_of_reach() throws Exception {
        assertNothingOld(said(
                history.run(settings("100ms"), 2, Fault.CUT, Fault.STALLED, Fault.LOST, Fault.PAUSED, Fault.DELAYED)));
    }

    @Test
    void the_check_finds_what_goes_wrong_where_nobody_watches_transactions() throws Exception {
        assertThat(history.run(settings("2s", History.UNWATCHED), 8, Fault.NONE).stale())
                .isPositive();
    }
}
