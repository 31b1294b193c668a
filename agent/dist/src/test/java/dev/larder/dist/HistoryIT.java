package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several JVMs with the packaged agent read and change a few rows of one database, over one Redis, each in its own ways:
 * with autocommit, in transactions that commit or roll back, from snapshots that are old. Every read is checked. Thirty
 * seconds; {@code -Dlarder.history.seconds=3600} for longer.
 */
class HistoryIT {
    private static final int JVMS = 4;
    private static final int ROWS = 40;
    private static final int THREADS = 3;

    @TempDir
    private Path directory;

    private final RedisServer redis = RedisServer.start();
    private final List<ForkedJvm> jvms = new ArrayList<>();
    private final Server database;
    private final String url;

    HistoryIT() throws SQLException {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table rows (id int primary key, version bigint)");
            statement.execute("insert into rows select x, 0 from system_range(0, " + (ROWS - 1) + ")");
        }
    }

    @AfterEach
    void end() {
        jvms.forEach(ForkedJvm::close);
        database.stop();
        redis.close();
    }

    private static String classPath() {
        List<String> own = List.of("h2-", "HikariCP-", "slf4j-api");
        return "target/test-classes:"
                + Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> own.stream()
                                .anyMatch(name -> entry.substring(entry.lastIndexOf('/') + 1)
                                        .startsWith(name)))
                        .collect(Collectors.joining(":"));
    }

    private Path file(int jvm) {
        return directory.resolve("history-" + jvm);
    }

    private void start(boolean watched) {
        long seed = System.nanoTime();
        System.out.println("history seed " + seed);
        for (int i = 0; i < JVMS; i++) {
            ForkedJvm.Start start = ForkedJvm.of(Jdk.own())
                    .agent(ForkedJvm.rules("history.yaml").toString())
                    .environment("HISTORY_STORE", redis.url())
                    .option("-Dlarder.log=debug");
            if (!watched) {
                start.option("-Dlarder.test.unwatched=true");
            }
            jvms.add(start.run(
                    "-cp",
                    classPath(),
                    "ledger.HistoryMain",
                    url,
                    String.valueOf(ROWS),
                    String.valueOf(THREADS),
                    String.valueOf(seed + 1000L * i),
                    file(i).toString()));
        }
        for (ForkedJvm jvm : jvms) {
            jvm.expect("open");
            jvm.awaitStore();
            if (watched) {
                jvm.awaitError("are watched");
            }
        }
    }

    /** @param faults done one after the other, again and again */
    private VersionHistory.Verdict run(long seconds, List<Fault> faults) throws Exception {
        jvms.forEach(jvm -> jvm.tell("go"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < end; i++) {
            TimeUnit.MILLISECONDS.sleep(700); // nothing is waited for: the time is what is wanted
            if (!faults.isEmpty()) {
                faults.get(i % faults.size()).happen();
            }
        }
        jvms.forEach(jvm -> jvm.tell("stop"));
        VersionHistory history = new VersionHistory();
        for (int i = 0; i < JVMS; i++) {
            assertThat(jvms.get(i).line()).isEqualTo("failures=0");
            history.add(file(i));
        }
        VersionHistory.Verdict verdict = history.check();
        System.out.println("history: " + verdict + ", hit rate " + hitRate());
        if (verdict.stale() > 0) {
            for (int i = 0; i < JVMS; i++) {
                System.out.println(file(i).getFileName() + ": " + jvms.get(i).errors());
            }
        }
        return verdict;
    }

    private double hitRate() {
        double hits = 0;
        double misses = 0;
        for (ForkedJvm jvm : jvms) {
            for (String cache : List.of("by-key", "by-pattern")) {
                hits += jvm.metric("cache_gets_total{cache=\"" + cache + "\",result=\"hit\"}");
                misses += jvm.metric("cache_gets_total{cache=\"" + cache + "\",result=\"miss\"}");
            }
        }
        return hits / (hits + misses);
    }

    private interface Fault {
        void happen() throws IOException, InterruptedException;
    }

    private void pause(ForkedJvm jvm) throws IOException, InterruptedException {
        signal(jvm, "STOP");
        TimeUnit.MILLISECONDS.sleep(900);
        signal(jvm, "CONT");
    }

    private static void signal(ForkedJvm jvm, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(jvm.process().pid()))
                .start()
                .waitFor();
    }

    @Test
    void no_read_is_older_than_a_change_that_had_returned() throws Exception {
        start(true);
        VersionHistory.Verdict verdict = run(Long.getLong("larder.history.seconds", 30) / 2, List.of());
        assertThat(verdict.stale()).as("%s", verdict).isZero();
        assertThat(verdict.reads()).isGreaterThan(1000);
        assertThat(verdict.changes()).isGreaterThan(20);
        assertThat(hitRate()).isGreaterThan(0.8);
    }

    @Test
    void nor_while_jvms_stand_still() throws Exception {
        start(true);
        VersionHistory.Verdict verdict = run(
                Long.getLong("larder.history.seconds", 30) / 2,
                List.of(() -> pause(jvms.get(0)), () -> pause(jvms.get(1))));
        assertThat(verdict.stale()).as("%s", verdict).isZero();
        assertThat(verdict.reads()).isGreaterThan(1000);
    }

    @Test
    void nor_while_redis_forgets() throws Exception {
        start(true);
        VersionHistory.Verdict verdict = run(
                Long.getLong("larder.history.seconds", 30) / 2,
                List.of(() -> redis.command("FLUSHALL"), () -> redis.command("SCRIPT", "FLUSH")));
        assertThat(verdict.stale()).as("%s", verdict).isZero();
        assertThat(verdict.reads()).isGreaterThan(1000);
    }

    @Test
    void the_check_finds_what_goes_wrong_where_nobody_watches_transactions() throws Exception {
        start(false);
        assertThat(run(8, List.of()).stale()).isPositive();
    }
}
