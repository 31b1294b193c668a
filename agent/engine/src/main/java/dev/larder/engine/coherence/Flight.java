package dev.larder.engine.coherence;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One load of one key in this JVM, which other callers of the key may wait for. */
final class Flight {
    private final Thread leader = Thread.currentThread();
    private final String[] tags;
    private final boolean connected;
    private final CountDownLatch landed = new CountDownLatch(1);

    /** @param connected whether the leader holds a database connection */
    Flight(String[] tags, boolean connected) {
        this.tags = tags;
        this.connected = connected;
    }

    String[] tags() {
        return tags;
    }

    /** Who holds a connection may be what the leader is waiting for, unless that has one already. */
    boolean mayBeWaitedFor(boolean byConnected) {
        return leader != Thread.currentThread() && (connected || !byConnected);
    }

    void land() {
        landed.countDown();
    }

    /** Returns when the flight has landed, after the time, or when interrupted; an interrupt is kept for the caller. */
    @SuppressWarnings("ResultOfMethodCallIgnored") // see below
    void await(long nanos) {
        try {
            // In time or not, the caller reads again
            landed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
