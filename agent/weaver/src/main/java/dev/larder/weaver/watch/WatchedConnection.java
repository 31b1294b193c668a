package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one connection, however many wrappers it has. Reaches none of them, nor its transaction, which is kept
 * with the wrapper that was handed out: if that is lost and never closed, the transaction is garbage with it.
 */
final class WatchedConnection {
    private volatile @Nullable WeakReference<Transaction> transaction; // null with autocommit on
    private volatile long thread;
    private volatile boolean readOnly;
    private volatile @Nullable WeakReference<Object> owner;
    private volatile @Nullable WeakReference<Object> inner;

    /** The one that is open; null with autocommit on. */
    @Nullable
    Transaction transaction() {
        WeakReference<Transaction> reference = transaction;
        return reference == null ? null : reference.get();
    }

    boolean open() {
        return transaction() != null;
    }

    /** Whether the open transaction was begun on the current thread. */
    boolean here() {
        return thread == Thread.currentThread().getId();
    }

    /**
     * @param holder the wrapper that ends it when it is closed
     * @param behind what it passes its calls on to, if that is known
     */
    void opened(Transaction begun, Object holder, @Nullable Object behind) {
        thread = Thread.currentThread().getId();
        owner = new WeakReference<>(holder);
        if (behind != null) {
            inner = new WeakReference<>(behind);
        }
        transaction = new WeakReference<>(begun);
    }

    void over() {
        transaction = null;
    }

    /** The connection that the holder passes its calls on to. */
    void inner(Object connection) {
        if (inner == null) {
            inner = new WeakReference<>(connection);
        }
    }

    boolean passesOn() {
        return inner != null;
    }

    /** Whether closing this ends the transaction, unlike the closing of a wrapper that only lends it. */
    boolean heldBy(Object connection) {
        WeakReference<Object> holder = owner;
        WeakReference<Object> behind = inner;
        return (holder != null && holder.refersTo(connection)) || (behind != null && behind.refersTo(connection));
    }

    @Nullable
    Object holder() {
        WeakReference<Object> holder = owner;
        return holder == null ? null : holder.get();
    }

    boolean readOnly() {
        return readOnly;
    }

    void setReadOnly(boolean now) {
        readOnly = now;
    }
}
