package ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Works through the connection that its thread has begun a transaction on, or else through one of its own. */
public class Accounts {
    private final DataSource database;
    private final ThreadLocal<Connection> current = new ThreadLocal<>();
    private final AtomicInteger loads = new AtomicInteger();

    Accounts(DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute("create table accounts (id bigint primary key, amount int)");
            connection.createStatement().execute("insert into accounts values (1, 0), (2, 0), (3, 0)");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    int loads() {
        return loads.get();
    }

    void begin(int isolation) throws SQLException {
        Connection connection = database.getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        current.set(connection);
    }

    void commit() throws SQLException {
        current.get().commit();
    }

    void rollback() throws SQLException {
        current.get().rollback();
    }

    void close() throws SQLException {
        Connection connection = current.get();
        current.remove();
        connection.close();
    }

    /** Cached. */
    public int amount(long id) {
        loads.incrementAndGet();
        return query(id);
    }

    /** As it is in the database. */
    int query(long id) {
        return with(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select amount from accounts where id = ?")) {
                query.setLong(1, id);
                ResultSet row = query.executeQuery();
                row.next();
                return row.getInt(1);
            }
        });
    }

    /** Evicts. */
    public void deposit(long id, int amount) {
        change(id, amount);
    }

    /** Changes the row, and evicts nothing. */
    int change(long id, int amount) {
        return with(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update accounts set amount = amount + ? where id = ?")) {
                update.setInt(1, amount);
                update.setLong(2, id);
                return update.executeUpdate();
            }
        });
    }

    private interface Work {
        int on(Connection connection) throws SQLException;
    }

    private int with(Work work) {
        try {
            Connection own = current.get();
            if (own != null) {
                return work.on(own);
            }
            try (Connection connection = database.getConnection()) {
                int result = work.on(connection);
                if (!connection.getAutoCommit()) {
                    connection.commit();
                }
                return result;
            }
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
