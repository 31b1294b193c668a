package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The execution of statements that may write: by their text, or since they answer with a number of rows. */
final class StatementHook implements Hook {
    private final Connections connections;

    StatementHook(Connections connections) {
        this.connections = connections;
    }

    /** @param text of the statement; null where it was prepared */
    @Override
    public @Nullable Object enter(Object self, @Nullable Object text) {
        UnitsOfWork units = connections.inUse().units();
        if (units == null || (text instanceof String sql && !SqlText.mayWrite(sql))) {
            return null;
        }
        try {
            Calls calls = connections.calls();
            // Not what a wrapped statement, a driver or a pool executes on the way
            if (calls.executing || calls.top != null) {
                return null;
            }
            WatchedConnection connection = connectionOf(self, calls, units);
            if (connection != null && !ConnectionHooks.wrote(connection, calls, units)) {
                return ConnectionHook.refused("this statement");
            }
            calls.executing = true;
            return calls;
        } catch (Throwable fault) {
            connections.inUse().fault(fault);
            return null;
        }
    }

    private @Nullable WatchedConnection connectionOf(Object self, Calls calls, UnitsOfWork units) {
        try {
            Connection connection = self instanceof Statement statement ? statement.getConnection() : null;
            return connection == null ? null : connections.of(connection, calls, units);
        } catch (SQLException | RuntimeException closed) {
            return null;
        }
    }

    @Override
    public @Nullable Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (token instanceof Calls calls) {
            calls.executing = false;
        }
        return token instanceof SQLException refusal ? refusal : null;
    }
}
