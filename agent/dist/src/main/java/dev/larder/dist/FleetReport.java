package dev.larder.dist;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the store every few seconds what this JVM's caches are worth, so that a person sees the whole fleet from anywhere:
 * on a daemon thread of its own, off the way of all calls, and only once the store is used. A JVM that is gone is forgotten
 * when what it told last runs out.
 */
final class FleetReport implements AutoCloseable {
    private static final int SECONDS = 5;
    private static final Duration PACE = Duration.ofSeconds(SECONDS);

    /** Three times may fail before a living JVM is taken for dead. Durations multiply by way of BigDecimal: 10 ms. */
    private static final Duration LIFE = Duration.ofSeconds(4 * SECONDS);

    private final Supplier<@Nullable Store> store;
    private final Supplier<String> report;
    private final Log log;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param store the one in use, null while there is none
     * @param report what {@code GET /caches} answers
     */
    FleetReport(Supplier<@Nullable Store> store, Supplier<String> report, Log log) {
        this.store = store;
        this.report = report;
        this.log = log;
    }

    /** Begins to tell; returns at once, and does nothing when it is called again. Any thread. */
    void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        // Inherits no variables of the application's thread whose class happens to be woven first
        Thread thread = new Thread(null, this::run, "larder-fleet", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run() {
        // Not before it is needed: secure random numbers are 20 ms of a start
        String member = UUID.randomUUID().toString();
        try {
            do {
                tell(member);
            } while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it this JVM is missing where the fleet is shown
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String member) {
        try {
            Store present = store.get();
            if (present != null && present.up()) {
                present.fleet().tell(member, report.get().getBytes(StandardCharsets.UTF_8), LIFE);
            }
        } catch (RuntimeException | Error fault) {
            log.fault("could not tell the fleet of this JVM", fault);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
