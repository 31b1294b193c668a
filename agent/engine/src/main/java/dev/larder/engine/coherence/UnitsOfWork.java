package dev.larder.engine.coherence;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Evictions;
import dev.larder.engine.metric.CacheMeter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The current unit of work of each thread, and the door for whoever watches transactions and requests. Without any
 * events evictions happen when their methods end. Safe for use by many threads; nothing here throws.
 */
public final class UnitsOfWork {

    // Holds types of Larder's only, which hold nothing of the application's when idle: a thread that outlives a web
    // application keeps none of its classes.
    private final ThreadLocal<UnitOfWork> current;
    private final StoreInForce store;
    private final Endpoints endpoints = new Endpoints();
    private volatile Map<String, CacheMeter> caches = Map.of();
    private volatile boolean toBeWatched;
    private volatile boolean watched;

    UnitsOfWork(StoreInForce store) {
        this.store = store;
        this.current = ThreadLocal.withInitial(() -> new UnitOfWork(this, store));
    }

    StoreInForce store() {
        return store;
    }

    UnitOfWork current() {
        return current.get();
    }

    /** The thread goes on with a fresh one; what is left of this one lives with its transactions. */
    void leave(UnitOfWork unit) {
        if (current.get() == unit) {
            current.remove();
        }
    }

    /** Tells which caches the rules in force have, by name: for what {@link #committedUnseen} evicts. */
    public void caches(Map<String, CacheMeter> all) {
        caches = Map.copyOf(all);
    }

    /** Somebody is about to watch: until he does, nobody knows where it is safe to serve managed entities. */
    public void toBeWatched() {
        toBeWatched = true;
    }

    boolean areToBeWatched() {
        return toBeWatched;
    }

    /**
     * To be called once before the first event: from now on where there is no event there is no transaction, and
     * nothing that holds managed entities is served outside of a safe request or a read-only transaction.
     */
    public void watched() {
        watched = true;
    }

    boolean areWatched() {
        return watched;
    }

    /** A transaction begins on this thread: before its first statement, so that its snapshot is yet to be taken. */
    public Transaction transactionBegun(Transaction.Access access) {
        return current().begin(access);
    }

    /**
     * A request begins on this thread; one inside another (a forward, an include) has an end of its own.
     *
     * @param safe whether its method promises to change nothing: GET, HEAD, OPTIONS
     */
    public Request requestBegun(boolean safe) {
        return requestBegun(safe, () -> null);
    }

    /**
     * As the other.
     *
     * @param path of its URL, undecoded; null where that isn't known. Asked for only where it matters, and let go of
     *     when the request ends
     */
    public Request requestBegun(boolean safe, Supplier<@Nullable String> path) {
        return current().beginRequest(safe, new Endpoint(endpoints, path));
    }

    /**
     * Something has been committed that this JVM has not seen begin, or has taken for over: a branch of XA that is
     * recovered. What it has changed is unknown, so that everything is evicted.
     */
    public void committedUnseen() {
        Map<String, CacheMeter> all = caches;
        if (all.isEmpty()) {
            return;
        }
        PendingEvictions due = new PendingEvictions(store.number());
        Evictions everything = new Evictions();
        all.keySet().forEach(cache -> everything.tags().add(CacheKeys.tag(cache)));
        due.add(everything, all, false);
        store.evict(due);
    }

    /**
     * Whether this thread is inside an evicting method. Outside of any, {@link #beforeAutocommitWrite} has nothing to
     * announce.
     */
    public boolean evicting() {
        return current().innermostWrite() != null;
    }

    /**
     * A statement that may write is about to be executed on this thread, on a connection with autocommit on. Marks as
     * in doubt what the evicting methods that this thread is in are going to evict; one round trip, once for each.
     *
     * @return false where the rules want the statement to fail rather than not to be announced
     */
    public boolean beforeAutocommitWrite() {
        return current().beforeAutocommitWrite();
    }
}
