package dev.larder.engine.coherence;

import dev.larder.engine.store.Lease;
import dev.larder.engine.store.Store;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Renews the leases of loads that take long, on a thread of its own: leases can be short then, so that a JVM that is
 * killed or paused holds nobody up, however long loads may take.
 */
final class HeldLeases {

    /** How long a lease lives unless it is renewed. */
    static final Duration HOLD = Duration.ofMillis(500);

    private static final long ROUND = Duration.ofMillis(150).toNanos();

    /** Past that, a load's end isn't to be expected: let others try. */
    private static final long LONGEST = Duration.ofMinutes(5).toNanos();

    /** Rounds without any lease after which the thread ends; the next lease starts another. */
    private static final int IDLE = 7;

    private final Store store;
    private final Set<Held> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean running = new AtomicBoolean();

    HeldLeases(Store store) {
        this.store = store;
    }

    /** A lease, from when it was given. Compared by identity. */
    static final class Held {
        private final Lease lease;
        private final long since = System.nanoTime();

        Held(Lease lease) {
            this.lease = lease;
        }

        Lease lease() {
            return lease;
        }
    }

    Held hold(Lease lease) {
        Held held = new Held(lease);
        all.add(held);
        if (!running.getPlain() && running.compareAndSet(false, true)) {
            boolean started = false;
            try {
                start();
                started = true;
            } finally {
                if (!started) {
                    // No thread to be had now: the next lease tries again
                    running.set(false);
                    all.remove(held);
                }
            }
        }
        return held;
    }

    /**
     * It lives for as long as there are leases, and would hold on to what it inherits for as long: before JDK 24 that is the
     * access control context of the application's thread that happens to start it, and with it a class loader.
     */
    @SuppressWarnings("removal") // there is no other way not to inherit one, and none is inherited once it is gone
    private void start() {
        try {
            AccessController.doPrivileged((PrivilegedAction<Boolean>) () -> {
                startHere();
                return true;
            });
        } catch (LinkageError gone) {
            startHere();
        }
    }

    private void startHere() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top != null && top.getParent() != null) {
            top = top.getParent();
        }
        // Inherits no variables either
        Thread thread = new Thread(top, this::renew, "larder-leases", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    void letGo(Held held) {
        all.remove(held);
    }

    private void renew() {
        int idle = 0;
        while (idle < IDLE || !mayEnd()) {
            LockSupport.parkNanos(this, ROUND);
            idle = all.isEmpty() ? idle + 1 : 0;
            try {
                renewAll(System.nanoTime());
            } catch (RuntimeException | Error fault) {
                // Out of memory, say: those that ran out meanwhile fill nothing, and the next round is as good as this
                // one
                idle = 0;
            }
        }
    }

    private void renewAll(long now) {
        all.removeIf(held -> now - held.since > LONGEST);
        for (Held held : all) {
            if (now - held.since > ROUND / 2) {
                store.renew(held.lease, HOLD);
            }
        }
    }

    /** False where a lease has come in the last moment, whose holder took this thread for running still. */
    private boolean mayEnd() {
        running.set(false);
        return all.isEmpty() || !running.compareAndSet(false, true);
    }
}
