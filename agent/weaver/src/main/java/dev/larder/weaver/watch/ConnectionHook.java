package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A watched method of connections. One call of the application's passes through wrappers, each of which may be a connection
 * of its own (a pool's, a framework's, the driver's), and is told of once: by the outermost of those that are known.
 *
 * <p>A wrapper and what it wraps become known as one connection when a call is seen to pass from one to the other. A
 * wrapper that nobody has begun a transaction through (it lends another's) stays unknown.
 */
abstract class ConnectionHook implements Hook {
    final Connections connections;

    ConnectionHook(Connections connections) {
        this.connections = connections;
    }

    /** Before the call. Not null where it is to fail. */
    @Nullable
    SQLException before(Frame frame, WatchedConnection connection, UnitsOfWork units) {
        return null;
    }

    /** After the call, returned or thrown. */
    abstract void after(
            Frame frame,
            WatchedConnection connection,
            UnitsOfWork units,
            @Nullable Object returned,
            @Nullable Throwable thrown);

    /** Whether the call ends the connection, so that calls within clean it up. */
    boolean closes() {
        return false;
    }

    /** Whether the call, made by a driver on behalf of an XA resource, ends what is known of the connection's transaction. */
    boolean endsWithin() {
        return false;
    }

    /** After a call on a connection that nothing is known of. */
    @Nullable
    WatchedConnection meet(Frame frame, UnitsOfWork units, @Nullable Object returned) {
        return connections.ask(frame, units);
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        UnitsOfWork units = connections.inUse().units();
        if (units == null) {
            return null;
        }
        try {
            Calls calls = connections.calls();
            Frame frame = calls.free();
            frame.clear();
            frame.hook = this;
            frame.self = self;
            frame.argument = argument;
            place(frame, calls.top);
            WatchedConnection connection = frame.connection;
            if (frame.acts && connection != null) {
                SQLException refusal = before(frame, connection, units);
                if (refusal != null) {
                    frame.clear();
                    return refusal;
                }
            }
            // Last, with nothing after it that could fail: whoever is not left must not have been entered
            calls.top = frame;
            return frame;
        } catch (Throwable fault) {
            connections.inUse().fault(fault);
            connections.calls().free().clear();
            return null;
        }
    }

    @Override
    public @Nullable Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (!(token instanceof Frame frame)) {
            return token instanceof SQLException refusal ? refusal : null;
        }
        try {
            UnitsOfWork units = connections.inUse().units();
            if (frame.acts && frame.taken == null && units != null) {
                WatchedConnection connection = frame.connection;
                if (connection == null && thrown == null) {
                    connection = meet(frame, units, returned);
                }
                if (connection != null) {
                    after(frame, connection, units, returned, thrown);
                }
            }
        } catch (Throwable fault) {
            connections.inUse().fault(fault);
        } finally {
            frame.clear();
            frame.calls.top = frame.outer;
        }
        return null;
    }

    /** Decides whom a call concerns, and whether it is the one to be told of. */
    void place(Frame frame, @Nullable Frame outer) {
        Object self = frame.self;
        WatchedConnection known = self == null ? null : connections.known(self);
        frame.connection = known;
        if (frame.calls.xa) {
            // The driver's own: who calls the resource is told of the transaction
            frame.acts = known != null && known.open() && endsWithin();
        } else if (outer == null) {
            connections.tidy();
            frame.acts = true;
        } else if (outer.hook instanceof HandOut && !outer.asking) {
            // A pool makes it ready: what it is like then is asked at the end
            frame.connection = null;
        } else if (outer.hook != null && outer.hook.closes()) {
            frame.acts = known != null && known.open() && !(closes() && outer.acts && outer.connection == known);
        } else if (outer.connection != null) {
            within(frame, outer, outer.connection, known);
        } else {
            withinUnknown(frame, known);
        }
    }

    private void within(Frame frame, Frame outer, WatchedConnection around, @Nullable WatchedConnection known) {
        if (known == around) {
            return;
        }
        boolean passed = outer.hook == this;
        if (known != null && known.open() && known.here() && !(passed && around.open())) {
            // Two connections in one call
            frame.acts = true;
            return;
        }
        if (passed && frame.self != null && (known == null || !known.open() || around.open())) {
            connections.behind(frame.self, around);
        }
        frame.connection = around;
    }

    private static void withinUnknown(Frame frame, @Nullable WatchedConnection known) {
        Frame outer = frame.outer;
        Frame root = outer == null ? frame : outer.root();
        if (known != null && known.open() && lent(root, known)) {
            frame.acts = true;
            root.taken = known;
            return;
        }
        frame.connection = null;
        if (root.passedTo == null && frame.self != root.self) {
            root.passedTo = frame.self;
        }
    }

    /** Whether an unknown connection that passes a call on to this one only lends it to the application. */
    private static boolean lent(Frame root, WatchedConnection known) {
        if (!root.asking) {
            return true;
        }
        // What a pool has just made ready, perhaps on another thread, is the driver's own, which passes on to nobody
        return known.here() && (known.passesOn() || !(root.hook instanceof HandOut));
    }

    static SQLException refused(String what) {
        return new SQLException(
                what
                        + " is refused: Larder can't reach its store to announce what is about to change, and the rules say"
                        + " on-unreachable: fail. Try again once the store is back, or let the rules say proceed",
                "08S01");
    }
}
