package dev.larder.dist;

import dev.larder.engine.log.Log;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What an agent does now and then, off everybody's way: sums up what would have been logged again, and looks whether an
 * application has brought its Micrometer. Where everything is to be logged, the libraries inside Larder are too, once the
 * store is up: before that they have not begun.
 */
final class Upkeep implements AutoCloseable {
    private static final int SECONDS = 5;
    private static final int ROUNDS_A_MINUTE = 60 / SECONDS;

    private final Log log;
    private final ApplicationMetrics metrics;
    private final BooleanSupplier storeUp;
    private boolean librariesHeard; // by the thread alone
    private final CountDownLatch closed = new CountDownLatch(1);

    Upkeep(Log log, ApplicationMetrics metrics, BooleanSupplier storeUp) {
        this.storeUp = storeUp;
        this.log = log;
        this.metrics = metrics;
    }

    void start() {
        Thread thread = new Thread(null, this::run, "larder-upkeep", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run() {
        try {
            for (int round = 1; !closed.await(SECONDS, TimeUnit.SECONDS); round++) {
                try {
                    log.sumUp();
                    if (!librariesHeard && log.debugs() && storeUp.getAsBoolean()) {
                        librariesHeard = true;
                        LibraryLogging.to(log);
                    }
                    // Soon after the start, and each minute: applications come late, and web applications again
                    if (Integer.bitCount(round) == 1 || round % ROUNDS_A_MINUTE == 0) {
                        look();
                    }
                } catch (RuntimeException | Error fault) {
                    // Out of memory, say: it may pass, and the next round is as good as this one
                    log.fault("the upkeep failed", fault);
                }
            }
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it some figures stay where they are
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        if (closed.getCount() > 0) {
            metrics.look();
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        metrics.close();
    }
}
