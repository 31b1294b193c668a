package dev.larder.engine.coherence;

import dev.larder.engine.key.Evictions;
import dev.larder.engine.metric.CacheMeter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is in the middle of: the evicting methods and the loads that it has entered and not left. Confined to
 * its thread. Holds nothing of the application's once all of them have ended.
 */
final class UnitOfWork {
    private int writes;
    private @Nullable PendingEvictions pending;
    private @Nullable Load innermostLoad;

    /** True inside an evicting method: what is read there may be half written, so nothing is served nor stored. */
    boolean writing() {
        return writes > 0;
    }

    /** What evicting methods have collected so far, and the meters of the caches that it reaches into. */
    record PendingEvictions(Evictions evictions, Set<CacheMeter> touched) {}

    /** Enters an evicting method. Evictions of nested ones join those of the outermost, and happen at its end. */
    Evictions beginWrite(Collection<CacheMeter> touched) {
        if (pending == null) {
            pending = new PendingEvictions(new Evictions(), new HashSet<>());
        }
        pending.touched().addAll(touched);
        writes++;
        return pending.evictions();
    }

    /** Leaves an evicting method; gives what is to be evicted now where it was the outermost, null otherwise. */
    @Nullable
    PendingEvictions endWrite() {
        if (--writes > 0) {
            return null;
        }
        writes = 0;
        PendingEvictions due = pending;
        pending = null;
        return due;
    }

    /** True where this thread is loading that very value already, further out. */
    boolean loads(CachedMethod method, @Nullable Object self, String key) {
        for (Load load = innermostLoad; load != null; load = load.outer()) {
            if (load.isFor(method, self, key)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Load innermostLoad() {
        return innermostLoad;
    }

    void innermostLoad(@Nullable Load load) {
        innermostLoad = load;
    }
}
