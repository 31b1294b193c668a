package blog.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Inserts rows in batches. */
final class Batch implements AutoCloseable {

    private static final int SIZE = 1000;

    private final PreparedStatement insert;
    private int waiting;

    Batch(Connection connection, String insert) throws SQLException {
        this.insert = connection.prepareStatement(insert);
    }

    void add(Object... row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
        if (++waiting == SIZE) {
            flush();
        }
    }

    private void flush() throws SQLException {
        insert.executeBatch();
        waiting = 0;
    }

    @Override
    public void close() throws SQLException {
        try (insert) {
            flush();
        }
    }
}
