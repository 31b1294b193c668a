package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a write that can't be announced: with {@code on-unreachable: fail} it must not come about. */
class UnreachableTest {
    private final WatchedWorld world = new WatchedWorld(true, "fail");
    private final DataSource pool = world.pooled(world.plain(), true, 1);

    UnreachableTest() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table ledger (id int primary key)");
        }
        world.warm();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void insert(int id) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into ledger values (" + id + ")");
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from ledger")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void a_commit_fails_and_nothing_is_written() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            world.ledger().write(1, () -> {
                try {
                    statement.executeUpdate("insert into ledger values (1)");
                } catch (SQLException fault) {
                    throw new IllegalStateException(fault);
                }
            });
            world.marks(false);
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("on-unreachable: fail");
            assertThatThrownBy(() -> connection.setAutoCommit(true)).hasMessageContaining("on-unreachable: fail");
            connection.rollback();
        }
        assertThat(rows()).isZero();
        assertThat(world.seenElsewhere()).isEqualTo("old");
    }

    @Test
    void a_statement_with_autocommit_fails_and_nothing_is_written() throws SQLException {
        world.marks(false);
        assertThatThrownBy(() -> world.ledger().write(1, () -> insert(1)))
                .cause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("on-unreachable: fail");
        assertThat(rows()).isZero();
        insert(2);
        world.marks(true);
        world.ledger().write(1, () -> insert(3));
        assertThat(rows()).isEqualTo(2);
    }
}
