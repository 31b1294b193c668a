package versions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** On JDBC alone, with transactions of its own making. */
public class JdbcRows implements Rows {
    private final DataSource database;
    private final Halt halt;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    JdbcRows(DataSource database, Halt halt) {
        this.database = database;
        this.halt = halt;
    }

    @Override
    public <T> T transaction(int isolation, Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            current.set(connection);
            boolean ended = false;
            try {
                T result = work.done();
                if (result == null) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                ended = true;
                return result;
            } finally {
                current.remove();
                if (!ended) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        }
    }

    private interface Statements {
        long on(Connection connection) throws SQLException;
    }

    private long with(Statements statements) {
        try {
            Connection own = current.get();
            if (own != null) {
                return statements.on(own);
            }
            try (Connection connection = database.getConnection()) {
                return statements.on(connection);
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public long byKey(int row) {
        long version = version(row);
        halt.at(Halt.Place.LOADED);
        return version;
    }

    @Override
    public long byPattern(int row) {
        long version = version(row);
        halt.at(Halt.Place.LOADED);
        return version;
    }

    @Override
    public long version(int row) {
        return with(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select version from rows where id = ?")) {
                query.setInt(1, row);
                ResultSet found = query.executeQuery();
                found.next();
                return found.getLong(1);
            }
        });
    }

    @Override
    public void change(int row) {
        with(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update rows set version = version + 1 where id = ?")) {
                update.setInt(1, row);
                return update.executeUpdate();
            }
        });
        if (current.get() == null) {
            halt.at(Halt.Place.COMMITTED);
        }
    }
}
