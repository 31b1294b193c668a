package versions;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has whoever comes next to a place of the program say so and wait there, so that the JVM can be stopped or killed at just
 * that moment.
 */
final class Halt {

    /** Where. */
    enum Place {
        /** A row was read to be cached, and isn't handed over yet. */
        LOADED,
        /** The database has committed, and nobody above it knows. */
        COMMITTED
    }

    private static final long PATIENCE_SECONDS = 60;

    private record Wanted(Place place, CountDownLatch goOn) {}

    private final AtomicReference<Wanted> wanted = new AtomicReference<>();
    private volatile CountDownLatch halted = new CountDownLatch(0);

    void next(Place place) {
        CountDownLatch goOn = new CountDownLatch(1);
        halted = goOn;
        wanted.set(new Wanted(place, goOn));
    }

    void goOn() {
        wanted.set(null);
        halted.countDown();
    }

    void at(Place place) {
        Wanted now = wanted.get();
        if (now == null || now.place() != place || !wanted.compareAndSet(now, null)) {
            return;
        }
        System.out.println(place);
        try {
            if (!now.goOn().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("nobody has come back to " + place);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
