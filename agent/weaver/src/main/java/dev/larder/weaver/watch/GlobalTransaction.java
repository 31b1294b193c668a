package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Transaction;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction that others than connections begin and end: one of JTA, or a branch of XA. Knows, weakly, which connections
 * were found in the middle of a transaction meanwhile: most of those are in this one, and out of it when it ends, though
 * nobody has called a method of theirs. Any thread.
 */
final class GlobalTransaction {
    private final Transaction transaction;
    private final List<WeakReference<Connection>> joined = new ArrayList<>(2); // guarded by itself

    GlobalTransaction(Transaction transaction) {
        this.transaction = transaction;
    }

    Transaction transaction() {
        return transaction;
    }

    void joined(Connection connection) {
        synchronized (joined) {
            joined.add(new WeakReference<>(connection));
        }
    }

    /** Those that are left of them, once. */
    List<Connection> leave() {
        synchronized (joined) {
            List<Connection> left = new ArrayList<>(joined.size());
            for (WeakReference<Connection> reference : joined) {
                Connection connection = reference.get();
                if (connection != null) {
                    left.add(connection);
                }
            }
            joined.clear();
            return left;
        }
    }
}
