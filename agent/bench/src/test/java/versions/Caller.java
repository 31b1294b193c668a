package versions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One thread's random reads and changes. */
final class Caller implements Runnable {
    private static final int OF = 10_000;

    private final Rows rows;
    private final int count;
    private final Random random;
    private final Diary diary;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean over;

    Caller(Rows rows, int count, Random random, Diary diary) {
        this.rows = rows;
        this.count = count;
        this.random = random;
        this.diary = diary;
    }

    void leave() {
        over = true;
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void run() {
        while (!over) {
            int row = random.nextInt(count);
            int dice = random.nextInt(OF);
            try {
                if (dice < 25) {
                    changeAlone(row);
                } else if (dice < 75) {
                    changeInTransaction(row, random.nextInt(3) > 0);
                } else if (dice < 90) {
                    readLate(row);
                } else if (dice < 140) {
                    rows.transaction(Connection.TRANSACTION_READ_COMMITTED, () -> read(row));
                } else {
                    read(row);
                }
            } catch (SQLException | RuntimeException fault) {
                if (failures.getAndIncrement() < 3) {
                    System.err.println("failed: " + fault);
                }
            }
        }
    }

    private long read(int row) {
        boolean byKey = random.nextBoolean();
        long start = System.nanoTime();
        long version = byKey ? rows.byKey(row) : rows.byPattern(row);
        diary.read(row, start, System.nanoTime(), version);
        return version;
    }

    /** With autocommit on: the version is what was there before, and one more, if nobody else has changed it meanwhile. */
    private void changeAlone(int row) {
        long before = rows.version(row);
        int entry = diary.begin(row, System.nanoTime());
        rows.change(row);
        diary.changed(entry, row, System.nanoTime(), before + 1);
    }

    private void changeInTransaction(int row, boolean commits) throws SQLException {
        int entry = diary.begin(row, System.nanoTime());
        Long version = rows.transaction(Connection.TRANSACTION_READ_COMMITTED, () -> {
            rows.change(row);
            // What nobody else may see before the commit, nor after a rollback
            rows.byKey(row);
            rows.byPattern(row);
            return commits ? Long.valueOf(rows.version(row)) : null;
        });
        if (version == null) {
            diary.rolledBack(entry, row);
        } else {
            diary.changed(entry, row, System.nanoTime(), version);
        }
    }

    /** Reads from a snapshot that is old by then, which must not be stored. What it sees itself is as old as it wanted. */
    private void readLate(int row) throws SQLException {
        long millis = random.nextInt(10) == 0 ? 400 : 20;
        rows.transaction(Connection.TRANSACTION_REPEATABLE_READ, () -> {
            rows.version((row + 1) % count);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            rows.byKey(row);
            return rows.byPattern(row);
        });
    }
}
