package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FleetReportTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG);
    private final Store store = Stores.open(
            new StoreSettings("n", "memory:", false, Duration.ofSeconds(1)),
            new FixedUse(List.of(), Duration.ofMinutes(5)),
            (command, nanos) -> {},
            log);

    private List<String> told() throws StoreException {
        return store.fleet().reports().stream()
                .map(report -> new String(report, StandardCharsets.UTF_8))
                .toList();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("larder-fleet"))
                .count();
    }

    @Test
    void nothing_is_told_and_no_thread_runs_before_the_store_is_used() throws Exception {
        long before = threads();
        try (FleetReport report = new FleetReport(() -> store, () -> "{}", log)) {
            assertThat(told()).isEmpty();
            assertThat(threads()).isEqualTo(before);

            report.start();
            report.start();

            Awaitility.await().untilAsserted(() -> assertThat(told()).containsExactly("{}"));
            assertThat(threads()).isEqualTo(before + 1);
        }
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEqualTo(before));
    }

    @Test
    void a_fault_is_logged_and_goes_no_further() {
        try (FleetReport report = new FleetReport(
                () -> store,
                () -> {
                    throw new IllegalStateException("broken");
                },
                log)) {
            report.start();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(logged.toString(StandardCharsets.UTF_8))
                            .contains("could not tell the fleet of this JVM", "broken"));
        }
    }
}
