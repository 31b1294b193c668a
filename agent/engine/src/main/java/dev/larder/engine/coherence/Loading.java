package dev.larder.engine.coherence;

import dev.larder.engine.key.Key;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.StoreException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who of all that miss one key loads it: one in this JVM, which the others wait for, and one in the fleet, which has the
 * lease. Who waits does so once, for a bounded time, and reads the store again afterwards: it is served what was filled,
 * by the same checks as everybody, or loads for itself. Any thread.
 */
final class Loading {

    /** How a method's callers can wait for a load, and its loads for their end. */
    enum Manner {
        /** They can. */
        WAITING,
        /** They hold the method's monitor: who waits in it keeps out those who don't have to. */
        IN_TURN,
        /** They want a future, so they didn't ask to wait, and may be who completes the one they would wait for. */
        ASYNCHRONOUS,
        /** As the former, and the load may never begin. */
        LAZY
    }

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Coherence coherence;
    private final Reading reading;
    private final @Nullable Duration wait;
    private final Manner manner;
    private final LoadTimes times = new LoadTimes();

    /** @param wait null for as long as loads usually take */
    Loading(Coherence coherence, Reading reading, @Nullable Duration wait, Manner manner) {
        this.coherence = coherence;
        this.reading = reading;
        this.wait = wait;
        this.manner = manner;
    }

    /** Leave to load, or null where others are at it: for a value that may be served meanwhile. Never waits. */
    @Nullable
    Permit beginReload(UnitOfWork unit, Key key, String field) throws StoreException {
        boolean connected = unit.inTransaction();
        Permit permit = new Permit(coherence, key, field);
        if (manner == Manner.WAITING || manner == Manner.IN_TURN) {
            // The others' end may never come: their lease alone decides, which does not live for ever
            Flight own = new Flight(key.tags(), connected);
            if (coherence.flights().join(key.text(), field, own) != null) {
                return null;
            }
            permit.leads(own);
        }
        boolean loads = false;
        try {
            LeaseTerms terms = new LeaseTerms(HeldLeases.HOLD, connected, unit.since());
            LeaseReply reply = coherence.store().lease(key.text(), field, key.tags(), terms);
            take(permit, reply);
            loads = reply instanceof Lease;
        } finally {
            if (!loads) {
                permit.end();
            }
        }
        return loads ? permit : null;
    }

    /** Either what another has loaded meanwhile, as the woven method takes it, or leave to load: a {@link Permit}. */
    Object begin(UnitOfWork unit, Key key, String field) throws StoreException {
        Permit permit = new Permit(coherence, key, field);
        boolean connected = unit.inTransaction();
        long deadline = System.nanoTime() + patience();
        Flight other = null;
        if (manner == Manner.WAITING) {
            Flight own = new Flight(key.tags(), connected);
            other = coherence.flights().join(key.text(), field, own);
            if (other == null) {
                permit.leads(own);
            }
        }
        boolean loads = false;
        try {
            boolean mayWait = manner == Manner.WAITING && other == null;
            if (other != null && other.mayBeWaitedFor(connected)) {
                other.await(deadline - System.nanoTime());
                Found loaded = reading.read(key, field);
                if (loaded != null) {
                    return loaded.answer();
                }
            }
            Object[] loaded = askForLease(permit, unit, connected, mayWait ? deadline : System.nanoTime());
            if (loaded != null) {
                return loaded;
            }
            loads = true;
            return permit;
        } finally {
            if (!loads) {
                permit.end();
            }
        }
    }

    /** Waits for a holder elsewhere in the fleet; null where this caller is to load, with the lease or without. */
    private Object @Nullable [] askForLease(Permit permit, UnitOfWork unit, boolean connected, long deadline)
            throws StoreException {
        Key key = permit.key();
        LeaseTerms terms = new LeaseTerms(HeldLeases.HOLD, connected, unit.since());
        LeaseReply reply = coherence.store().lease(key.text(), permit.field(), key.tags(), terms);
        long pause = SHORTEST_PAUSE;
        while (reply instanceof LeaseReply.Taken taken
                && (taken.connected() || !connected)
                && deadline - System.nanoTime() > 0
                && !Thread.currentThread().isInterrupted()) {
            long spread = ThreadLocalRandom.current().nextLong(pause / 2 + 1);
            LockSupport.parkNanos(this, Math.min(pause + spread, Math.max(1, deadline - System.nanoTime())));
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            Found loaded = reading.read(key, permit.field());
            if (loaded != null) {
                return loaded.answer();
            }
            reply = coherence.store().lease(key.text(), permit.field(), key.tags(), terms);
        }
        take(permit, reply);
        return null;
    }

    private void take(Permit permit, LeaseReply reply) {
        permit.take(reply);
        if (manner != Manner.LAZY) {
            permit.hold();
        }
    }

    private long patience() {
        return wait == null ? times.patience() : wait.toNanos();
    }

    void took(long nanos) {
        times.add(nanos);
    }
}
