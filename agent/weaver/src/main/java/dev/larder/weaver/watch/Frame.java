package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A call of a connection's method that is under way on a thread. Wrappers pass calls on to what they wrap, so that one
 * call of the application's is a stack of these. Used again for the next call at the same depth: a call must not allocate.
 */
final class Frame {
    final Calls calls;
    final @Nullable Frame outer;
    private @Nullable Frame next;

    @Nullable
    ConnectionHook hook;

    /** The connection that is called. Null while the frame is not in use: it lives as long as its thread. */
    @Nullable
    Object self;

    /** Whom the call concerns; null while that is not known. */
    @Nullable
    WatchedConnection connection;

    /** Whether it is this call that is to be told of, and not the one around it or within. */
    boolean acts;

    /** Of a call on a connection that nothing is known of: where it was passed on to. */
    @Nullable
    Object passedTo;

    /** Of such a call as well: whose call within has turned out to be the one that is to be told of. */
    @Nullable
    WatchedConnection taken;

    /** Larder itself is asking the connection something. */
    boolean asking;

    @Nullable
    Object argument;

    @Nullable
    Transaction transaction;

    Frame(Calls calls, @Nullable Frame outer) {
        this.calls = calls;
        this.outer = outer;
    }

    Frame next() {
        Frame known = next;
        if (known == null) {
            known = new Frame(calls, this);
            next = known;
        }
        return known;
    }

    /** The application's own call, or the one in which a pool makes a connection ready. */
    Frame root() {
        Frame root = this;
        while (root.outer != null && !root.asking && !(root.hook instanceof HandOut)) {
            root = root.outer;
        }
        return root;
    }

    void clear() {
        hook = null;
        self = null;
        connection = null;
        passedTo = null;
        argument = null;
        transaction = null;
        taken = null;
        acts = false;
        asking = false;
    }
}
