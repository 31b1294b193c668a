package ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Rows that count their own changes, so that who reads one can tell how old it is. */
public class Versions {
    private static final ThreadLocal<Connection> CURRENT = new ThreadLocal<>();

    private final DataSource database;

    Versions(DataSource database) {
        this.database = database;
    }

    /** A piece of work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** All that the work does goes through one transaction. Rolled back where it answers null. */
    <T> T transaction(int isolation, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            CURRENT.set(connection);
            try {
                T result = work.on(connection);
                if (result == null) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                return result;
            } finally {
                CURRENT.remove();
                connection.setAutoCommit(true);
            }
        }
    }

    private <T> T with(Work<T> work) throws SQLException {
        Connection current = CURRENT.get();
        if (current != null) {
            return work.on(current);
        }
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        }
    }

    /** Cached under its key. */
    public long byKey(int row) throws SQLException {
        return version(row);
    }

    /** Cached under a key that a pattern evicts. */
    public long byPattern(int row) throws SQLException {
        return version(row);
    }

    long version(int row) throws SQLException {
        return with(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select version from rows where id = ?")) {
                query.setInt(1, row);
                ResultSet found = query.executeQuery();
                found.next();
                return found.getLong(1);
            }
        });
    }

    /** Evicts both. */
    public void change(int row) throws SQLException {
        with(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update rows set version = version + 1 where id = ?")) {
                update.setInt(1, row);
                return update.executeUpdate();
            }
        });
    }
}
