package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.coherence.UnitsOfWork;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What each method of a connection means for its transaction. */
final class ConnectionHooks {

    private ConnectionHooks() {}

    /** The end of a transaction, with good news or none. */
    static final class Commit extends ConnectionHook {
        Commit(Connections connections) {
            super(connections);
        }

        @Override
        @Nullable
        SQLException before(Frame frame, WatchedConnection connection, UnitsOfWork units) {
            if (frame.calls.xa) {
                return null;
            }
            Transaction transaction = connection.transaction();
            frame.transaction = transaction;
            return transaction == null || transaction.beforeCommit() ? null : refused("this commit");
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            Transaction transaction = frame.transaction;
            if (transaction != null && thrown == null) {
                transaction.committed();
            } else if (transaction != null) {
                transaction.outcomeUnknown();
            }
        }
    }

    static final class Rollback extends ConnectionHook {
        Rollback(Connections connections) {
            super(connections);
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            Transaction transaction = connection.transaction();
            if (transaction != null && thrown == null) {
                transaction.rolledBack();
            } else if (transaction != null) {
                transaction.outcomeUnknown();
            }
        }
    }

    /** Off begins a transaction, on commits what is under way. */
    static final class SetAutoCommit extends ConnectionHook {
        SetAutoCommit(Connections connections) {
            super(connections);
        }

        @Override
        boolean endsWithin() {
            return true;
        }

        @Override
        @Nullable
        SQLException before(Frame frame, WatchedConnection connection, UnitsOfWork units) {
            Transaction transaction = connection.transaction();
            if (Boolean.FALSE.equals(frame.argument) || transaction == null || frame.calls.xa) {
                return null;
            }
            frame.transaction = transaction;
            return transaction.beforeCommit() ? null : refused("this commit, by switching autocommit on,");
        }

        @Override
        WatchedConnection meet(Frame frame, UnitsOfWork units, @Nullable Object returned) {
            Object self = frame.self;
            return connections.meet(self == null ? frame : self, frame.passedTo);
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            if (frame.calls.xa) {
                if (thrown == null && Boolean.TRUE.equals(frame.argument)) {
                    connections.forget(connection);
                }
                return;
            }
            Transaction transaction = frame.transaction;
            Object self = frame.root().self;
            if (thrown != null) {
                if (transaction != null) {
                    transaction.outcomeUnknown();
                }
            } else if (transaction != null) {
                transaction.committed();
                connections.end(connection);
            } else if (Boolean.FALSE.equals(frame.argument) && self != null && !connection.open()) {
                connections.begin(connection, self, frame.passedTo, units);
            }
        }
    }

    /** Only to learn of a transaction that began without a call: by the text of a statement, or by a pool's settings. */
    static final class GetAutoCommit extends ConnectionHook {
        GetAutoCommit(Connections connections) {
            super(connections);
        }

        @Override
        WatchedConnection meet(Frame frame, UnitsOfWork units, @Nullable Object returned) {
            Object self = frame.self;
            return connections.meet(self == null ? frame : self, frame.passedTo);
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            Object self = frame.root().self;
            if (Boolean.FALSE.equals(returned) && self != null && !connection.open()) {
                connections.begin(connection, self, frame.passedTo, units);
            }
        }
    }

    static final class SetReadOnly extends ConnectionHook {
        SetReadOnly(Connections connections) {
            super(connections);
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            if (thrown == null) {
                boolean readOnly = Boolean.TRUE.equals(frame.argument);
                connection.setReadOnly(readOnly);
                Transaction transaction = connection.transaction();
                if (transaction != null) {
                    transaction.access(readOnly ? Access.READ_ONLY : Access.WRITABLE);
                }
            }
        }
    }

    /** Given back, or cut off: what its transaction has not ended by then ends now. */
    static final class Close extends ConnectionHook {
        Close(Connections connections) {
            super(connections);
        }

        @Override
        boolean closes() {
            return true;
        }

        @Override
        @Nullable
        WatchedConnection meet(Frame frame, UnitsOfWork units, @Nullable Object returned) {
            return null; // a closed connection can't be asked, and there is nothing to end
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            Object self = frame.self;
            if (connection.open() && self != null && connection.heldBy(self)) {
                connections.end(connection);
                connection.setReadOnly(false);
            }
        }
    }

    /** A statement is made, or prepared to be executed soon. */
    static final class Prepare extends ConnectionHook {
        private final boolean alwaysWrites;

        /** @param alwaysWrites whether what it prepares counts as a write, whatever it says: calls of procedures */
        Prepare(Connections connections, boolean alwaysWrites) {
            super(connections);
            this.alwaysWrites = alwaysWrites;
        }

        @Override
        @Nullable
        SQLException before(Frame frame, WatchedConnection connection, UnitsOfWork units) {
            return writes(frame, connection, units);
        }

        @Override
        void after(
                Frame frame,
                WatchedConnection connection,
                UnitsOfWork units,
                @Nullable Object returned,
                @Nullable Throwable thrown) {
            if (frame.connection == null) {
                // Met only now: still before it is executed
                writes(frame, connection, units);
            }
        }

        private @Nullable SQLException writes(Frame frame, WatchedConnection connection, UnitsOfWork units) {
            // Reading the text costs more than all else, so it is only read where it matters
            if (!matters(connection, frame.calls, units)
                    || (!alwaysWrites && !(frame.argument instanceof String sql && SqlText.mayWrite(sql)))) {
                return null;
            }
            return wrote(connection, frame.calls, units) ? null : refused("this statement");
        }
    }

    /** Whether a write would be news to anybody. */
    private static boolean matters(WatchedConnection connection, Calls calls, UnitsOfWork units) {
        Transaction transaction = connection.transaction();
        return transaction == null ? calls.global() != null || units.evicting() : !transaction.hasWritten();
    }

    /** False where the statement must not be executed. */
    static boolean wrote(WatchedConnection connection, Calls calls, UnitsOfWork units) {
        Transaction transaction = connection.transaction();
        if (transaction != null) {
            transaction.wrote();
            return true;
        }
        GlobalTransaction global = calls.global();
        if (global != null) {
            // Some connections say that they are in autocommit while they take part in a transaction of JTA or XA
            global.transaction().wrote();
        }
        return units.beforeAutocommitWrite();
    }
}
