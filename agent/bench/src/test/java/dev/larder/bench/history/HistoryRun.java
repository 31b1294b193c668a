package dev.larder.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history at length: four JVMs with the packaged agent over PostgreSQL and one Redis, with and without faults, until so
 * many reads have been checked; and the same reads and changes with Spring's caching. The figures are in
 * {@code docs/coherence.md}. No build runs it, for its name is not that of a test.
 *
 * <pre>
 * ./mvnw -q -pl agent/dist -am verify -DskipTests -DskipITs
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=HistoryRun -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlarder.history.reads=5000000
 * </pre>
 */
class HistoryRun {
    private static final long READS = Long.getLong("larder.history.reads", 5_000_000);
    private static final int SECONDS = Integer.getInteger("larder.history.seconds", 20);
    private static final Path LARDER = Path.of("../dist/target/larder.jar").toAbsolutePath();

    // No pause of a JVM nor of the machine is longer: what docs/coherence.md names as windows isn't run into by chance
    private static final String LONG = "2s";
    private static final String SHORT = "100ms";

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

    private static History.Outcome said(History.Outcome outcome) {
        System.out.println(outcome);
        return outcome;
    }

    @Test
    void no_read_is_older_than_a_change_that_had_returned() throws Exception {
        assertThat(LARDER).as("package it first").exists();
        List<History.Outcome> all = new ArrayList<>();
        while (all.stream().mapToLong(History.Outcome::reads).sum() < READS) {
            all.add(said(history.run(
                    HistorySettings.larder(LARDER, LONG, true),
                    SECONDS,
                    Fault.NONE,
                    Fault.STOPPED,
                    Fault.STOPPED_LOADING,
                    Fault.KILLED,
                    Fault.FORGETTING,
                    Fault.FULL,
                    Fault.RESTARTED,
                    Fault.NONE)));
            all.add(said(history.run(
                    HistorySettings.larder(LARDER, SHORT, true),
                    SECONDS,
                    Fault.CUT,
                    Fault.STALLED,
                    Fault.LOST,
                    Fault.PAUSED,
                    Fault.DELAYED,
                    Fault.NONE)));
        }
        long reads = all.stream().mapToLong(History.Outcome::reads).sum();
        long stale = all.stream().mapToLong(History.Outcome::stale).sum();
        long invented = all.stream().mapToLong(History.Outcome::invented).sum();
        System.out.printf("%nall: %,d reads checked, %d stale, %d invented%n", reads, stale, invented);
        assertThat(stale).isZero();
        assertThat(invented).isZero();
        assertThat(all.get(0).phases().get(0).hitRate()).isGreaterThan(0.8);
    }

    @Test
    void where_writes_go_on_without_redis_only_those_are_missed() throws Exception {
        assertThat(LARDER).as("package it first").exists();
        History.Outcome outcome = said(history.run(
                HistorySettings.larder(LARDER, SHORT, false),
                SECONDS,
                Fault.CUT,
                Fault.STALLED,
                Fault.LOST,
                Fault.PAUSED,
                Fault.RESTARTED,
                Fault.DELAYED));
        assertThat(outcome.stale()).isZero();
    }

    @Test
    void the_same_with_springs_caching() throws Exception {
        for (boolean aware : new boolean[] {false, true}) {
            said(history.run(HistorySettings.spring(aware), 3 * SECONDS, Fault.NONE));
        }
    }
}
