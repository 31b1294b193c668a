package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The evictions that have to be carried out before a line is used again, in memory and in the journal. Guarded by the
 * keeper's lock, but for what says otherwise.
 */
final class Backlog {
    private final Supplier<List<String>> cacheTags;
    private final Journal journal;
    private PendingEvictions pending;
    private @Nullable PendingEvictions underWay;
    private long underWayUpTo;

    Backlog(Supplier<List<String>> cacheTags, Journal journal) {
        this.cacheTags = cacheTags;
        this.journal = journal;
        this.pending = new PendingEvictions(cacheTags);
    }

    /** The journal of what lies here; used without the lock. */
    Journal journal() {
        return journal;
    }

    /** @return what the journal has to be synced up to before it counts as remembered */
    long add(Targets targets, long writer) {
        boolean all = pending.everything();
        if (pending.add(targets, writer)) {
            return all != pending.everything()
                    ? journal.queueEverything(pending.targets().tags())
                    : journal.queue(targets);
        }
        // Pending before, but perhaps not on disk yet
        return journal.queued();
    }

    /** What lay in the journal is pending here from now on, and the other way round. */
    long opened(Journal.Opened opened) {
        long ticket = journal.queued();
        if (opened.missed() && pending.size() > 0) {
            ticket = pending.everything()
                    ? journal.queueEverything(pending.targets().tags())
                    : journal.queue(pending.targets());
        }
        pending.add(opened.found());
        return ticket;
    }

    /** What is to be carried out now, null where there is nothing; what is added meanwhile waits for the next round. */
    @Nullable
    PendingEvictions take() {
        if (pending.size() == 0) {
            return null;
        }
        PendingEvictions batch = pending;
        underWay = batch;
        underWayUpTo = journal.queued();
        pending = new PendingEvictions(cacheTags);
        return batch;
    }

    /**
     * It has been carried out, or else is pending again.
     *
     * @return the ticket up to which the journal may be emptied
     */
    long taken(PendingEvictions batch, boolean done) {
        underWay = null;
        if (!done) {
            batch.add(pending);
            pending = batch;
        }
        return underWayUpTo;
    }

    boolean isEmpty() {
        return pending.size() == 0 && underWay == null;
    }

    int size() {
        return pending.size() + (underWay == null ? 0 : underWay.size());
    }
}
