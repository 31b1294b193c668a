package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads of a pool whose tasks begin what they don't end, end what they haven't begun, and fail in between. */
class UnbalancedTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 300;

    private final long seed = System.nanoTime();
    private final WatchedWorld world = new WatchedWorld(true);
    private final LedgerCalls ledger = world.ledger();
    private final DataSource plain = world.plain();
    private final DataSource pool = world.pooled(plain, true, THREADS);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private record Name(long number) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[0];
        }
    }

    UnbalancedTest() throws SQLException {
        System.out.println("seed " + seed);
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table ledger (id int, amount int)");
        }
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        assertThat(world.logged()).doesNotContain("ERROR");
        world.close();
    }

    private static void insert(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into ledger values (1, 1)");
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private void step(Random random) throws SQLException, XAException {
        switch (random.nextInt(8)) {
            case 0 -> {
                // Leaked in the middle
                Connection lost = plain.getConnection();
                lost.setAutoCommit(false);
                ledger.write(1, () -> insert(lost));
            }
            case 1 -> {
                Connection closed = pool.getConnection();
                closed.setAutoCommit(false);
                ledger.write(1, () -> insert(closed));
                closed.close();
                closed.commit();
            }
            case 2 -> {
                try (Connection twice = pool.getConnection()) {
                    twice.setAutoCommit(false);
                    twice.setAutoCommit(false);
                    ledger.write(1, () -> {
                        throw new IllegalStateException("in the middle");
                    });
                }
            }
            case 3 -> {
                Connection aborted = plain.getConnection();
                aborted.setAutoCommit(false);
                ledger.write(1, () -> insert(aborted));
                aborted.abort(Runnable::run);
                aborted.rollback();
            }
            case 4 -> {
                XAConnection xa = ((XADataSource) plain).getXAConnection();
                xa.getXAResource().start(new Name(random.nextLong()), XAResource.TMNOFLAGS);
                ledger.write(1, () -> {});
                // and neither ended nor closed
            }
            case 5 -> {
                XAConnection xa = ((XADataSource) plain).getXAConnection();
                try {
                    xa.getXAResource().commit(new Name(random.nextLong()), true);
                } finally {
                    xa.close();
                }
            }
            case 6 -> {
                try (Connection nothing = pool.getConnection()) {
                    nothing.setAutoCommit(true);
                    nothing.setAutoCommit(false);
                    nothing.commit();
                    nothing.close();
                    nothing.rollback();
                }
            }
            default -> {
                try (Connection connection = pool.getConnection()) {
                    connection.setAutoCommit(false);
                    ledger.read(2, () -> "row");
                    ledger.write(2, () -> insert(connection));
                    if (random.nextBoolean()) {
                        connection.commit();
                    }
                }
            }
        }
    }

    private void everyThread(Runnable task) throws Exception {
        CyclicBarrier all = new CyclicBarrier(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                all.await();
                task.run();
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
    }

    private void misuse(Random random) {
        for (int round = 0; round < ROUNDS; round++) {
            try {
                step(random);
            } catch (SQLException | XAException | RuntimeException expected) {
                // as an application's own frames would see it
            }
        }
    }

    /** Whether an evicting method evicts as it ends, on this thread: it is in no transaction. */
    private boolean nothingIsOpen(int key) {
        WatchedWorld.elsewhere(() -> ledger.read(key, () -> "old"));
        try (Connection any = pool.getConnection()) {
            any.getAutoCommit();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
        ledger.write(key, () -> {});
        return WatchedWorld.elsewhere(() -> ledger.read(key, () -> "new")).equals("new");
    }

    @Test
    void nothing_is_left_on_the_threads_and_nothing_grows() throws Exception {
        Random random = new Random(seed);
        everyThread(() -> misuse(new Random(random.nextLong())));

        AtomicInteger keys = new AtomicInteger(100);
        await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> {
            System.gc();
            AtomicInteger free = new AtomicInteger();
            everyThread(() -> {
                if (nothingIsOpen(keys.incrementAndGet())) {
                    free.incrementAndGet();
                }
            });
            return free.get() == THREADS;
        });
        // What the pool holds, and its driver's
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    System.gc();
                    return world.remembered() <= 6 * THREADS;
                });
    }
}
