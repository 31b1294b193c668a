package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.coherence.UnitsOfWork;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * All connections that have been seen, and the transactions on them. Holds the connections weakly, and nothing else of the
 * application's. Safe for use by many threads.
 */
final class Connections {
    private final UnitsInUse inUse;
    private final Threads threads;
    private final WeakIdentityMap<WatchedConnection> known = new WeakIdentityMap<>();

    // Keeps a transaction for as long as the wrapper that it was begun through: see WatchedConnection
    private final WeakIdentityMap<Transaction> kept = new WeakIdentityMap<>();

    private final Branches branches;

    Connections(UnitsInUse inUse, Threads threads, Branches branches) {
        this.inUse = inUse;
        this.branches = branches;
        this.threads = threads;
    }

    UnitsInUse inUse() {
        return inUse;
    }

    Calls calls() {
        return threads.current();
    }

    /** How many objects of the application's something is kept for. */
    int remembered() {
        return known.size() + kept.size() + branches.remembered();
    }

    @Nullable
    WatchedConnection known(Object connection) {
        return known.get(connection);
    }

    /** Lets go of what was kept for connections and resources that were lost. */
    void tidy() {
        kept.tidy();
        branches.tidy();
    }

    /** A wrapper has passed a call on to this one: it is the same connection. */
    void behind(Object connection, WatchedConnection around) {
        WatchedConnection before = known.get(connection);
        if (before != around) {
            if (before != null) {
                forget(before);
            }
            known.put(connection, around);
        }
        around.inner(connection);
    }

    void begin(WatchedConnection connection, Object holder, @Nullable Object behind, UnitsOfWork units) {
        Transaction transaction = units.transactionBegun(
                connection.readOnly() ? Transaction.Access.READ_ONLY : Transaction.Access.WRITABLE);
        kept.put(holder, transaction);
        connection.opened(transaction, holder, behind);
        GlobalTransaction global = calls().global();
        if (global != null && holder instanceof Connection handle) {
            global.joined(handle);
        }
    }

    /**
     * A global transaction has ended: connections that were found in the middle of one, and are no longer, were part of it.
     * Before it is told of itself, which alone decides what is evicted.
     */
    void settle(GlobalTransaction global, boolean committed, Calls calls) {
        for (Connection handle : global.leave()) {
            WatchedConnection connection = known.get(handle);
            if (connection == null || !connection.heldBy(handle) || !out(handle, calls)) {
                continue;
            }
            Transaction transaction = connection.transaction();
            if (transaction != null && committed) {
                transaction.committed();
            } else if (transaction != null) {
                transaction.rolledBack();
            }
            end(connection);
        }
    }

    private static boolean out(Connection handle, Calls calls) {
        boolean before = calls.xa;
        calls.xa = true; // what it calls on the way is no news
        try {
            return handle.getAutoCommit();
        } catch (SQLException | RuntimeException closed) {
            return false;
        } finally {
            calls.xa = before;
        }
    }

    void end(WatchedConnection connection) {
        Transaction transaction = connection.transaction();
        Object holder = connection.holder();
        connection.over();
        if (holder != null && transaction != null) {
            kept.remove(holder);
            transaction.ended();
        }
    }

    /**
     * What was taken for the beginning of a transaction was not: a pool that made a connection ready, perhaps on a thread
     * of its own, before it handed it out.
     */
    void forget(WatchedConnection connection) {
        Transaction transaction = connection.transaction();
        if (transaction != null) {
            transaction.rolledBack();
        }
        end(connection);
    }

    /** Remembers a connection that was met for the first time. */
    WatchedConnection meet(Object connection, @Nullable Object behind) {
        WatchedConnection met = known.get(connection);
        if (met == null) {
            met = new WatchedConnection();
            known.put(connection, met);
        }
        if (behind != null) {
            behind(behind, met);
        }
        return met;
    }

    /**
     * Asks a connection whether it is in a transaction: one that was handed out, or whose beginning nobody has seen.
     *
     * @param frame with that connection as its own
     * @return null where it only passes calls on to one that is known, or where it can't be asked
     */
    @Nullable
    WatchedConnection ask(Frame frame, UnitsOfWork units) {
        boolean autocommit;
        frame.asking = true;
        try {
            if (!(frame.self instanceof Connection connection)) {
                return null;
            }
            autocommit = connection.getAutoCommit();
        } catch (SQLException | RuntimeException closed) {
            return null;
        } finally {
            frame.asking = false;
        }
        Object self = frame.self;
        if (frame.taken != null || self == null) {
            return null;
        }
        WatchedConnection met = meet(self, null);
        if (!autocommit && !met.open()) {
            begin(met, self, frame.passedTo, units);
        }
        if (frame.passedTo != null) {
            behind(frame.passedTo, met);
        }
        return met;
    }

    /**
     * What is known of the connection of a statement; outside of any call of a connection's method.
     *
     * @return null where it can't be told
     */
    @Nullable
    WatchedConnection of(Connection connection, Calls calls, UnitsOfWork units) {
        WatchedConnection found = known.get(connection);
        if (found != null) {
            return found;
        }
        Frame frame = calls.free();
        frame.clear();
        frame.hook = null;
        frame.self = connection;
        calls.top = frame;
        try {
            WatchedConnection asked = ask(frame, units);
            return asked == null ? frame.taken : asked;
        } finally {
            frame.clear();
            calls.top = frame.outer;
        }
    }

    /**
     * Whether a connection that was handed out can be asked without consequences: a proxy of a framework's (it isn't a
     * pool's) may stand for one that is only got when it is needed.
     */
    static boolean askable(Object connection) {
        return connection instanceof Connection
                && (!Proxy.isProxyClass(connection.getClass()) || connection instanceof PooledConnection);
    }
}
