package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged agent beside transactions of plain JDBC, through a driver, a pool and proxies around a pool. What watching
 * them is good for is shown by what happens where nobody watches.
 */
@ParameterizedClass
@MethodSource("setups")
class TransactionsIT {

    record Setup(Jdk jdk, String connections) {}

    private final Setup setup;
    private ForkedJvm ledger;

    TransactionsIT(Setup setup) {
        this.setup = setup;
    }

    static List<Setup> setups() {
        return Jdk.all().stream()
                .flatMap(
                        jdk -> Stream.of("plain", "pooled", "proxied", "tomcat").map(kind -> new Setup(jdk, kind)))
                .toList();
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    private static String classPath() {
        List<String> own = List.of("h2-", "HikariCP-", "slf4j-api", "tomcat-");
        return "target/test-classes:"
                + Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> own.stream()
                                .anyMatch(name -> entry.substring(entry.lastIndexOf('/') + 1)
                                        .startsWith(name)))
                        .collect(Collectors.joining(":"));
    }

    private void start(boolean watched) {
        ForkedJvm.Start start = ForkedJvm.of(setup.jdk())
                .agent(ForkedJvm.rules("ledger.yaml").toString())
                .option("-Dlarder.log=debug");
        if (!watched) {
            start.option("-Dlarder.test.unwatched=true");
        }
        ledger = start.run("-cp", classPath(), "ledger.LedgerMain", setup.connections());
        ledger.expect("open");
        // The first rule becomes active with the first call, and watching begins with it
        say("main amount 3");
        if (watched) {
            ledger.awaitError("are watched");
        }
    }

    private String say(String line) {
        return ledger.say(line);
    }

    private void done(String... lines) {
        for (String line : lines) {
            assertThat(say(line)).as(line).isEqualTo("done");
        }
    }

    private String readBetweenTheEndOfTheMethodAndTheCommit() {
        assertThat(say("reader amount 1")).isEqualTo("amount=0");
        done("writer begin", "writer deposit 1 5");
        assertThat(say("reader amount 1")).isEqualTo("amount=0");
        done("writer commit", "writer close");
        return say("reader amount 1");
    }

    @Test
    void a_row_read_before_the_commit_is_not_served_after_it() {
        start(true);
        assertThat(readBetweenTheEndOfTheMethodAndTheCommit()).isEqualTo("amount=5");
        assertThat(say("writer amount 1")).isEqualTo("amount=5");
    }

    @Test
    void unwatched_it_is() {
        start(false);
        assertThat(readBetweenTheEndOfTheMethodAndTheCommit()).isEqualTo("amount=0");
    }

    private String loadsAfterRollback() {
        say("reader amount 1");
        done("writer begin", "writer deposit 1 5", "writer rollback", "writer close");
        String before = say("reader loads");
        assertThat(say("reader amount 1")).isEqualTo("amount=0");
        return say("reader loads").equals(before) ? "kept" : "lost";
    }

    @Test
    void a_rollback_keeps_the_entries() {
        start(true);
        assertThat(loadsAfterRollback()).isEqualTo("kept");
    }

    @Test
    void unwatched_they_are_lost() {
        start(false);
        assertThat(loadsAfterRollback()).isEqualTo("lost");
    }

    /** Its own sight of its own change, and what another is served once it was rolled back. */
    private List<String> uncommitted() {
        say("reader amount 1");
        done("writer begin", "writer change 1 5", "writer change 2 5");
        String own = say("writer amount 1");
        say("writer amount 2");
        done("writer rollback", "writer close");
        return List.of(own, say("reader amount 2"));
    }

    @Test
    void uncommitted_rows_are_seen_by_their_writer_and_never_by_others() {
        start(true);
        assertThat(uncommitted()).containsExactly("amount=5", "amount=0");
    }

    @Test
    void unwatched_it_is_the_other_way_round() {
        start(false);
        assertThat(uncommitted()).containsExactly("amount=0", "amount=5");
    }

    private String readAfterAnOldSnapshot() {
        done("old begin repeatable");
        assertThat(say("old query 2")).isEqualTo("amount=0");
        done("writer deposit 1 5");
        assertThat(say("old amount 1")).isEqualTo("amount=0");
        done("old commit", "old close");
        return say("reader amount 1");
    }

    @Test
    void a_row_of_an_old_snapshot_is_not_stored() {
        start(true);
        assertThat(readAfterAnOldSnapshot()).isEqualTo("amount=5");
    }

    @Test
    void unwatched_it_is_stored() {
        start(false);
        assertThat(readAfterAnOldSnapshot()).isEqualTo("amount=0");
    }

    @Test
    void attached_it_watches_what_was_loaded_before_and_detached_nothing() {
        ledger = ForkedJvm.of(setup.jdk())
                .option("-Dlarder.log=debug")
                .run("-cp", classPath(), "ledger.LedgerMain", setup.connections());
        ledger.expect("open");
        say("main amount 3");
        for (int round = 1; round <= 2; round++) {
            command("attach", "--rules", ForkedJvm.rules("ledger.yaml").toString());
            int row = round;
            Awaitility.await()
                    .until(() -> ledger.errors().stream()
                                    .filter(line -> line.contains("are watched"))
                                    .count()
                            == row);
            assertThat(say("reader amount " + row)).isEqualTo("amount=0");
            done("writer begin", "writer deposit " + row + " 5");
            assertThat(say("reader amount " + row)).isEqualTo("amount=0");
            done("writer commit", "writer close");
            assertThat(say("reader amount " + row)).isEqualTo("amount=5");
            command("detach");
            done("writer begin", "writer deposit " + row + " 5");
            assertThat(say("writer amount " + row)).isEqualTo("amount=10");
            done("writer rollback", "writer close");
            assertThat(say("reader amount " + row)).isEqualTo("amount=5");
        }
        assertThat(ledger.exit()).isZero();
    }

    private void command(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "-jar",
                ForkedJvm.jar().toString(),
                name,
                String.valueOf(ledger.process().pid())));
        words.addAll(List.of(more));
        try (ForkedJvm command = ForkedJvm.of(setup.jdk()).run(words.toArray(String[]::new))) {
            assertThat(command.exit()).as("%s", command.errors()).isZero();
        }
    }
}
