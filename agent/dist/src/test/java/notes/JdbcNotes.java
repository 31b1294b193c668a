package notes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

final class JdbcNotes implements Notes {
    private final DataSource database;
    private final AtomicInteger statements = new AtomicInteger();

    JdbcNotes(DataSource database) throws SQLException {
        this.database = database;
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .execute("create table notes (id bigint primary key, title varchar(100), changed timestamp)");
        }
    }

    int statements() {
        return statements.get();
    }

    @Override
    public Optional<Note> find(long id) {
        statements.incrementAndGet();
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select title, changed from notes where id = ?")) {
            query.setLong(1, id);
            ResultSet row = query.executeQuery();
            return row.next()
                    ? Optional.of(new Note(
                            id,
                            row.getString(1),
                            List.of(row.getString(1).split(" ")),
                            row.getTimestamp(2).toInstant()))
                    : Optional.empty();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public void save(long id, String title) {
        statements.incrementAndGet();
        try (Connection connection = database.getConnection();
                PreparedStatement merge = connection.prepareStatement("merge into notes key (id) values (?, ?, ?)")) {
            merge.setLong(1, id);
            merge.setString(2, title);
            merge.setTimestamp(3, Timestamp.from(Instant.ofEpochSecond(id)));
            merge.executeUpdate();
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
