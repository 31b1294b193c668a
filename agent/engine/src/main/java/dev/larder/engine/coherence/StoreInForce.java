package dev.larder.engine.coherence;

import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Which store the rules name, and which ones they named a moment ago: a transaction may have begun under another than it
 * ends under, and what it evicts is to be forgotten by all that it may have been announced to. Any thread.
 */
final class StoreInForce {

    /** Older ones have been closed by then. */
    private static final int REMEMBERED = 4;

    /** One of them, newest first. */
    record Place(
            int number,
            Store store,
            Evictor evictor,
            @Nullable Place before) {
        private @Nullable Place cut(int length) {
            return length == 0
                    ? null
                    : new Place(number, store, evictor, before == null ? null : before.cut(length - 1));
        }
    }

    private volatile Place now;

    StoreInForce(Store store, Evictor evictor) {
        now = new Place(0, store, evictor, null);
    }

    /** From now on it is this one. By one thread at a time. */
    void replace(Store store, Evictor evictor) {
        Place last = now;
        now = new Place(last.number + 1, store, evictor, last.cut(REMEMBERED - 1));
    }

    /** Of the one in force; what is collected from now on is to reach it, and those that come after. */
    int number() {
        return now.number;
    }

    Sequence sequence() {
        return now.store.sequence();
    }

    /** False where the marks may not stand. */
    boolean mark(PendingEvictions.Marks marks) {
        return now.evictor.mark(marks.targets(), marks.writer());
    }

    void evict(PendingEvictions due) {
        due.touched().forEach(CacheMeter::evicted);
        for (Place place = now; place != null; place = before(place, due)) {
            place.evictor.evict(due);
        }
    }

    void drop(PendingEvictions pending) {
        for (Place place = now; place != null; place = before(place, pending)) {
            place.evictor.drop(pending);
        }
    }

    private static @Nullable Place before(Place place, PendingEvictions collected) {
        return place.number <= collected.begun() ? null : place.before;
    }
}
