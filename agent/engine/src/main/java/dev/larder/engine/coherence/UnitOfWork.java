package dev.larder.engine.coherence;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.key.Evictions;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.store.Sequence;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one thread is in the middle of: the requests, transactions, evicting methods and loads that it has entered and not
 * left. Holds nothing of the application's once all of them have ended.
 *
 * <p>Methods and loads are entered and left by the thread itself; transactions may end on another, so that what they
 * share with it is guarded by this object's monitor, which is never held while the store is asked for anything.
 */
final class UnitOfWork {
    // Weakly: it holds the thread local that this hangs on, which could never be cleared otherwise
    private final WeakReference<UnitsOfWork> units;
    private final StoreInForce store;

    // Of the thread itself
    private int writes;
    private volatile @Nullable WriteFrame innermostWrite; // read by whoever ends a transaction
    private @Nullable Load innermostLoad;

    // Guarded by this object's monitor
    private final OpenTransactions transactions = new OpenTransactions();
    private final Set<ManagedEntities> entitiesSeen = new HashSet<>();
    private @Nullable PendingEvictions pending;
    private boolean somethingCommitted;
    private int requests;
    private boolean safe;
    private @Nullable Endpoint endpoint;

    // Written under the monitor, read by the thread on each call
    private volatile boolean dirty;
    private volatile @Nullable Sequence since;

    UnitOfWork(UnitsOfWork units, StoreInForce store) {
        this.units = new WeakReference<>(units);
        this.store = store;
    }

    /**
     * True inside an evicting method, and from the first write of a transaction to its end: what is read there may be
     * half written, and may never come to be, so nothing is served nor stored.
     */
    boolean writing() {
        return writes > 0 || dirty;
    }

    /** The newest eviction that was known when the oldest of what is open now began; null where nothing is open. */
    @Nullable
    Sequence since() {
        return since;
    }

    synchronized boolean inTransaction() {
        return !transactions.open().isEmpty();
    }

    synchronized boolean readOnly() {
        return transactions.readOnly();
    }

    /** Whether any transaction may write, as far as is known. */
    synchronized boolean writable() {
        return !transactions.open().isEmpty() && !readOnly();
    }

    synchronized boolean safeRequest() {
        return requests > 0 && safe;
    }

    /** Of the request that this is in; null outside of any. */
    synchronized @Nullable Endpoint endpoint() {
        return endpoint;
    }

    /** Remembers that values with entities were wanted here, in case somebody comes to change them later. */
    synchronized void met(ManagedEntities entities) {
        if (since != null) {
            entitiesSeen.add(entities);
        }
    }

    // --- transactions and requests

    Transaction begin(Access access) {
        PendingEvictions left;
        Transaction transaction;
        synchronized (this) {
            left = leftOver();
            started();
            transaction = new Transaction(this, access, requests > 0);
            transactions.add(transaction);
        }
        evict(left);
        return transaction;
    }

    /** What was collected in a transaction that nobody has ended, and that is garbage by now. */
    private @Nullable PendingEvictions leftOver() {
        prune();
        if (!transactions.isEmpty() || writes > 0) {
            return null;
        }
        PendingEvictions left = pending;
        pending = null;
        somethingCommitted = false;
        return left;
    }

    private void started() {
        if (since == null) {
            since = store.sequence();
        }
    }

    /**
     * A transaction may have changed what was read before. Not told when it begins: a connection may become read-only only
     * after that, and goes back to its pool through being writable.
     *
     * @return whom to tell, once the monitor is left: they write to the log
     */
    private List<ManagedEntities> learn(Transaction transaction) {
        if (transaction.access() != Access.WRITABLE || entitiesSeen.isEmpty()) {
            return List.of();
        }
        List<ManagedEntities> changed = List.copyOf(entitiesSeen);
        entitiesSeen.clear();
        return changed;
    }

    synchronized void access(Transaction transaction, Access access) {
        transaction.setAccess(access);
    }

    void wrote(Transaction transaction) {
        List<ManagedEntities> changed;
        synchronized (this) {
            if (transaction.isOver()) {
                return;
            }
            transaction.setBusy(true);
            transaction.setWritten(true);
            dirty = true;
            changed = learn(transaction);
        }
        changed.forEach(ManagedEntities::changedLater);
    }

    Request beginRequest(boolean safeMethod, Endpoint of) {
        PendingEvictions left;
        synchronized (this) {
            left = leftOver();
            started();
            if (requests++ == 0) {
                safe = safeMethod;
                endpoint = of;
            }
        }
        evict(left);
        return new Request(this);
    }

    void ended(Request request) {
        PendingEvictions due = null;
        Endpoint passed = null;
        List<ManagedEntities> unchanged = List.of();
        synchronized (this) {
            if (!request.end() || --requests > 0) {
                return;
            }
            List<ManagedEntities> seen = List.copyOf(entitiesSeen);
            prune();
            List<Transaction> open = transactions.open();
            if (open.isEmpty()) {
                passed = endpoint;
                unchanged = seen;
            }
            endpoint = null;
            if (!open.isEmpty() && open.stream().allMatch(Transaction::inRequest)) {
                // Leaked, or to be ended by another thread: this one goes on to something that has no part in it
                due = pending == null ? null : pending.copyForNow();
                leaveThread();
            }
            quiet();
        }
        evict(due);
        for (ManagedEntities entities : unchanged) {
            if (passed != null) {
                entities.unchanged(passed);
            }
        }
    }

    private void leaveThread() {
        UnitsOfWork all = units.get();
        if (all != null) {
            all.leave(this);
        }
    }

    boolean beforeCommit(Transaction transaction) {
        synchronized (this) {
            if (transaction.isOver()) {
                return true;
            }
        }
        return mark();
    }

    boolean beforeAutocommitWrite() {
        return mark();
    }

    private boolean mark() {
        PendingEvictions.Marks marks;
        PendingEvictions marked;
        synchronized (this) {
            marked = pending;
            if (marked == null) {
                return true;
            }
            Set<String> doubtful = new HashSet<>();
            for (WriteFrame frame = innermostWrite; frame != null; frame = frame.outer()) {
                doubtful.addAll(frame.doubtful());
            }
            marks = marked.mark(doubtful, store.number());
        }
        boolean stands = store.mark(marks);
        synchronized (this) {
            if (stands) {
                return true;
            }
            marked.markFailed();
            if (marked.failUnmarked()) {
                return false;
            }
            marked.touched().forEach(CacheMeter::unannounced);
            return true;
        }
    }

    /** @param perhaps whether something may have become visible to others */
    void completed(Transaction transaction, boolean perhaps) {
        PendingEvictions due;
        PendingEvictions dropped = null;
        List<ManagedEntities> changed;
        synchronized (this) {
            if (transaction.isOver()) {
                return;
            }
            boolean something = perhaps && transaction.busy();
            changed = something ? learn(transaction) : List.of();
            transaction.setBusy(false);
            transaction.setWritten(false);
            somethingCommitted |= something;
            due = afterCompletion();
            if (due == null && !somethingCommitted && pending != null && !transactions.busy()) {
                dropped = writes > 0 ? pending.copyForNow() : pending;
                pending = writes > 0 ? pending : null;
            }
        }
        changed.forEach(ManagedEntities::changedLater);
        evict(due);
        if (dropped != null) {
            store.drop(dropped);
        }
    }

    void ended(Transaction transaction) {
        PendingEvictions due = null;
        List<ManagedEntities> changed;
        synchronized (this) {
            if (transaction.isOver()) {
                return;
            }
            // Ended in the middle: what becomes of it is the driver's choice
            somethingCommitted |= transaction.busy();
            boolean unknown = transaction.busy();
            changed = unknown ? learn(transaction) : List.of();
            transaction.setOver();
            prune();
            if (unknown) {
                due = afterCompletion();
            }
            quiet();
        }
        changed.forEach(ManagedEntities::changedLater);
        evict(due);
    }

    /** What is to be evicted now that a transaction of the unit has come to its end. */
    private @Nullable PendingEvictions afterCompletion() {
        PendingEvictions due = null;
        if (transactions.busy()) {
            // The marks keep others off until the outermost is through. Where they may not stand, now is better
            return pending != null && somethingCommitted && pending.unmarked() ? pending.copyForNow() : null;
        }
        dirty = false;
        if (somethingCommitted) {
            somethingCommitted = false;
            due = pending == null || writes == 0 ? pending : pending.copyForNow();
            pending = writes == 0 ? null : pending;
        }
        return due;
    }

    private void prune() {
        somethingCommitted |= transactions.prune();
        if (transactions.isEmpty()) {
            dirty = false;
        }
        quiet();
    }

    private void quiet() {
        if (requests == 0 && transactions.isEmpty()) {
            since = null;
            entitiesSeen.clear();
        }
    }

    private void evict(@Nullable PendingEvictions due) {
        if (due != null && !due.isEmpty()) {
            store.evict(due);
        }
    }

    // --- evicting methods

    void beginWrite(WriteFrame frame) {
        writes = frame.depth();
        innermostWrite = frame;
        synchronized (this) {
            prune();
            for (Transaction transaction : transactions.open()) {
                // Whichever of them the method writes through
                transaction.setBusy(true);
                dirty = true;
            }
        }
    }

    synchronized void collect(Evictions evictions, Map<String, CacheMeter> reached, boolean failUnmarked) {
        if (pending == null) {
            pending = new PendingEvictions(store.number());
        }
        pending.add(evictions, reached, failUnmarked);
    }

    /** Leaves an evicting method. What is due is evicted once the outermost has been left and no transaction is open. */
    void endWrite(WriteFrame frame) {
        leaveWrite(frame);
        if (writes > 0) {
            return;
        }
        PendingEvictions due;
        synchronized (this) {
            prune();
            if (transactions.busy()) {
                return;
            }
            // None is open, or all that are have been completed since the method was entered
            somethingCommitted = false;
            due = pending;
            pending = null;
        }
        evict(due);
    }

    /** Counted by the frame, so that one which was never left (the stack was full) is left with the one around it. */
    void leaveWrite(WriteFrame frame) {
        innermostWrite = frame.outer();
        writes = frame.depth() - 1;
    }

    @Nullable
    WriteFrame innermostWrite() {
        return innermostWrite;
    }

    // --- loads

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
