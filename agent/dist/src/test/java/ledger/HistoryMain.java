package ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads and changes rows at random, from several threads, and writes down what was seen and when. Begins and ends when it
 * is told to. Arguments: URL of the database, rows, threads, seed, file.
 */
public final class HistoryMain {
    private static final int READ_COMMITTED = Connection.TRANSACTION_READ_COMMITTED;

    private final Versions versions;
    private final int rows;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean over;

    private HistoryMain(Versions versions, int rows) {
        this.versions = versions;
        this.rows = rows;
    }

    /** What one thread has done: row, whether it was a change, start, end, version. */
    private static final class Seen {
        private long[] entries = new long[1 << 16];
        private int size;

        void add(int row, boolean change, long start, long version) {
            if (size + 4 > entries.length) {
                entries = Arrays.copyOf(entries, 2 * entries.length);
            }
            entries[size] = change ? -1 - row : row;
            entries[size + 1] = start;
            entries[size + 2] = System.nanoTime();
            entries[size + 3] = version;
            size += 4;
        }
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername("sa");
        int threads = Integer.parseInt(arguments[2]);
        config.setMaximumPoolSize(threads);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            HistoryMain history = new HistoryMain(new Versions(pool), Integer.parseInt(arguments[1]));
            history.versions.byKey(0);
            System.out.println("open");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            in.readLine();
            List<Seen> allSeen = new ArrayList<>();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Seen seen = new Seen();
                Random random = new Random(Long.parseLong(arguments[3]) + i);
                allSeen.add(seen);
                Thread thread = new Thread(() -> history.work(seen, random));
                thread.start();
                all.add(thread);
            }
            in.readLine();
            history.over = true;
            for (Thread thread : all) {
                thread.join();
            }
            write(allSeen, Path.of(arguments[4]));
            System.out.println("failures=" + history.failures);
            in.readLine();
        }
    }

    private static void write(List<Seen> allSeen, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Seen seen : allSeen) {
                for (int i = 0; i < seen.size; i++) {
                    out.writeLong(seen.entries[i]);
                }
            }
        }
    }

    private void work(Seen seen, Random random) {
        while (!over) {
            try {
                int row = random.nextInt(rows);
                int dice = random.nextInt(1000);
                if (dice < 12) {
                    change(seen, row, dice);
                } else if (dice < 16) {
                    readLate(row);
                } else {
                    read(seen, row, random.nextBoolean());
                }
            } catch (SQLException | RuntimeException fault) {
                failures.incrementAndGet();
            }
        }
    }

    private void read(Seen seen, int row, boolean byKey) throws SQLException {
        long start = System.nanoTime();
        seen.add(row, false, start, byKey ? versions.byKey(row) : versions.byPattern(row));
    }

    private void change(Seen seen, int row, int dice) throws SQLException {
        long start = System.nanoTime();
        if (dice < 3) {
            // With autocommit on: the version is at least what was there before, and one more
            long before = versions.version(row);
            versions.change(row);
            seen.add(row, true, start, before + 1);
        } else if (dice < 5) {
            versions.transaction(READ_COMMITTED, connection -> {
                versions.change(row);
                // What nobody else may ever see
                versions.byKey(row);
                versions.byPattern(row);
                return null;
            });
        } else {
            Long version = versions.transaction(READ_COMMITTED, connection -> {
                versions.change(row);
                versions.byKey(row);
                return versions.version(row);
            });
            seen.add(row, true, start, version);
        }
    }

    /** Reads from a snapshot that is old by then, which must not be stored. What it sees itself is as old as it wanted. */
    private void readLate(int row) throws SQLException {
        versions.transaction(Connection.TRANSACTION_REPEATABLE_READ, connection -> {
            versions.version(0);
            versions.version((row + 1) % rows);
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            versions.byKey(row);
            return versions.byPattern(row);
        });
    }
}
