package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.time.Duration;

/** Carries out what units of work have collected. Throws nothing; any thread. */
final class Evictor {

    /** How long a mark stands if its writer never comes back: longer than a commit takes, by far. */
    private static final Duration MARK = Duration.ofMinutes(1);

    private final Store store;
    private final Flights flights;
    private final Log log;

    Evictor(Store store, Flights flights, Log log) {
        this.store = store;
        this.flights = flights;
        this.log = log;
    }

    /** False where the marks may not stand. */
    boolean mark(Targets targets, long writer) {
        if (targets.isEmpty()) {
            return true;
        }
        try {
            store.mark(targets, writer, MARK);
            return true;
        } catch (StoreException away) {
            log.warn("a commit is not announced to the other JVMs: " + away.getMessage()
                    + ". They may serve what it changes until this JVM can evict it");
        } catch (Throwable fault) {
            fault("to mark what a commit is about to change", fault);
        }
        return false;
    }

    void evict(PendingEvictions due) {
        try {
            Targets targets = due.targets();
            // Before as well: whoever starts once the eviction is over must not wait for a load that is older
            flights.evicted(targets);
            store.evict(targets, due.writer());
            flights.evicted(targets);
            unmark(due.markedBeside(), due.writer());
        } catch (Throwable fault) {
            fault("to evict what was changed", fault);
        }
    }

    /** Nothing was changed: what was marked is as good as before. */
    void drop(PendingEvictions pending) {
        try {
            unmark(pending.marked(), pending.writer());
        } catch (Throwable fault) {
            fault("to take marks back", fault);
        }
    }

    private void unmark(Targets targets, long writer) {
        if (!targets.isEmpty()) {
            store.unmark(targets, writer);
        }
    }

    private void fault(String what, Throwable fault) {
        log.fault("Larder failed " + what, fault);
    }
}
