package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to evictions around real connections: H2's own, Hikari's, and wrappers of every manner. */
class ConnectionsTest {
    private static final String OLD = "old";
    private static final String NEW = "new";

    private final WatchedWorld world = new WatchedWorld(true);
    private final LedgerCalls ledger = world.ledger();
    private final DataSource h2 = world.plain();

    ConnectionsTest() throws SQLException {
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table ledger (id int primary key, amount int)");
            statement.execute("insert into ledger values (1, 0)");
        }
        world.warm();
    }

    @AfterEach
    void close() {
        assertThat(world.logged()).doesNotContain("ERROR");
        world.close();
    }

    private static void nothing() {}

    private static void update(Connection connection) {
        try (PreparedStatement statement =
                connection.prepareStatement("update ledger set amount = amount + 1 where id = 1")) {
            statement.executeUpdate();
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    private static Connection begun(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** An evicting method evicts as it ends: the thread is in no transaction. */
    private void assertNothingIsOpen() {
        WatchedWorld.elsewhere(() -> ledger.read(2, () -> OLD));
        ledger.write(2, ConnectionsTest::nothing);
        assertThat(WatchedWorld.elsewhere(() -> ledger.read(2, () -> NEW))).isEqualTo(NEW);
    }

    @Test
    void evictions_wait_for_the_commit() throws SQLException {
        try (Connection connection = begun(h2)) {
            ledger.write(1, () -> update(connection));
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            connection.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
        }
        assertNothingIsOpen();
    }

    @Test
    void unwatched_they_happen_when_the_method_ends() throws SQLException {
        WatchedWorld blind = new WatchedWorld(false);
        blind.warm();
        DataSource database = blind.plain();
        try (Connection connection = begun(database)) {
            blind.ledger().write(1, ConnectionsTest::nothing);
            assertThat(blind.seenElsewhere()).isEqualTo(NEW);
            connection.rollback();
        }
        blind.close();
    }

    @Test
    void a_rollback_drops_them() throws SQLException {
        try (Connection connection = begun(h2)) {
            ledger.write(1, () -> update(connection));
            connection.rollback();
        }
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        assertNothingIsOpen();
    }

    @Test
    void a_pool_around_the_driver_is_one_transaction() throws SQLException {
        DataSource pool = world.pooled(h2, true, 1);
        try (Connection connection = begun(pool)) {
            ledger.write(1, () -> update(connection));
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            connection.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
        }
        assertNothingIsOpen();
    }

    @Test
    void what_is_given_back_to_the_pool_unfinished_was_rolled_back_by_it() throws SQLException {
        DataSource pool = world.pooled(h2, true, 1);
        for (int i = 0; i < 3; i++) {
            try (Connection connection = begun(pool)) {
                ledger.write(1, () -> update(connection));
            }
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            assertNothingIsOpen();
        }
    }

    @Test
    void a_pool_with_autocommit_off_opens_a_unit_where_it_hands_out_and_ends_it_where_it_is_given_back()
            throws SQLException {
        DataSource pool = world.pooled(h2, false, 1);
        for (int i = 0; i < 3; i++) {
            try (Connection connection = pool.getConnection()) {
                ledger.write(1, ConnectionsTest::nothing);
                assertThat(world.seenElsewhere()).isEqualTo(OLD);
                update(connection);
                connection.commit();
                assertThat(world.seenElsewhere()).isEqualTo(NEW);
            }
            assertNothingIsOpen();
            ledger.write(1, ConnectionsTest::nothing);
            world.warm();
        }
    }

    @Test
    void of_nested_connections_the_outermost_decides() throws SQLException {
        try (Connection outer = begun(h2)) {
            try (Connection inner = begun(h2)) {
                ledger.write(1, () -> update(inner));
                inner.commit();
            }
            outer.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
        }
        assertNothingIsOpen();
    }

    @Test
    void a_rollback_to_a_savepoint_ends_nothing() throws SQLException {
        try (Connection connection = begun(h2)) {
            update(connection);
            java.sql.Savepoint savepoint = connection.setSavepoint();
            ledger.write(1, () -> update(connection));
            connection.rollback(savepoint);
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            connection.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
        }
    }

    @Test
    void switching_autocommit_on_commits() throws SQLException {
        try (Connection connection = begun(h2)) {
            ledger.write(1, () -> update(connection));
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            connection.setAutoCommit(true);
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
            assertNothingIsOpen();
            connection.setAutoCommit(false);
            ledger.write(3, ConnectionsTest::nothing);
            connection.setAutoCommit(false);
            connection.setAutoCommit(true);
            connection.setAutoCommit(true);
            assertNothingIsOpen();
        }
    }

    @Test
    void a_commit_on_another_thread_evicts() throws SQLException {
        Connection connection = begun(h2);
        ledger.write(1, () -> update(connection));
        WatchedWorld.elsewhere(() -> {
            try {
                connection.commit();
                connection.close();
            } catch (SQLException fault) {
                throw new AssertionError(fault);
            }
            return null;
        });
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
        assertNothingIsOpen();
    }

    @Test
    void a_commit_that_throws_evicts() throws SQLException {
        Connection connection = begun(h2);
        ledger.write(1, () -> update(connection));
        try (Connection other = h2.getConnection();
                Statement statement = other.createStatement()) {
            statement.execute("shutdown immediately");
        }
        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
    }

    @Test
    void calls_on_a_closed_connection_leave_nothing_behind() throws SQLException {
        Connection connection = begun(h2);
        ledger.write(1, () -> update(connection));
        connection.commit();
        connection.close();
        connection.close();
        assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::rollback).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connection.setAutoCommit(false)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connection.prepareStatement("select 1")).isInstanceOf(SQLException.class);
        assertNothingIsOpen();
    }

    @Test
    void a_connection_that_is_lost_holds_nothing_back_for_ever() throws SQLException {
        DataSource pool = world.pooled(h2, true, 2);
        lose(pool);
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            try (Connection connection = pool.getConnection()) {
                connection.setReadOnly(false);
            }
            ledger.write(3, ConnectionsTest::nothing);
            return NEW.equals(world.seenElsewhere());
        });
        assertNothingIsOpen();
    }

    private void lose(DataSource pool) throws SQLException {
        Connection lost = begun(pool);
        ledger.write(1, () -> update(lost));
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        Reference.reachabilityFence(lost);
    }

    @Test
    void uncommitted_rows_are_neither_served_nor_stored() throws SQLException {
        try (Connection connection = begun(h2)) {
            assertThat(ledger.read(1, () -> "own")).isEqualTo(OLD);
            update(connection);
            assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
            assertThat(ledger.read(5, () -> "own")).isEqualTo("own");
            connection.rollback();
        }
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        assertThat(WatchedWorld.elsewhere(() -> ledger.read(5, () -> "theirs"))).isEqualTo("theirs");
    }

    @Test
    void a_statement_counts_by_its_text_or_when_it_is_executed_again() throws SQLException {
        DataSource pool = world.pooled(h2, true, 1);
        try (Connection connection = begun(pool);
                Statement statement = connection.createStatement();
                PreparedStatement query = connection.prepareStatement("select amount from ledger for update");
                PreparedStatement update = connection.prepareStatement("update ledger set amount = 3")) {
            connection.rollback();
            query.executeQuery().close();
            statement.executeQuery("select 1").close();
            assertThat(ledger.read(1, () -> "own")).isEqualTo(OLD);
            update.executeUpdate();
            assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
            connection.rollback();
            assertThat(ledger.read(1, () -> "own")).isEqualTo(OLD);
            statement.executeUpdate("delete from ledger");
            assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
            connection.rollback();
        }
    }

    @Test
    void an_autocommit_write_puts_in_doubt_what_the_method_around_it_evicts() throws SQLException {
        DataSource pool = world.pooled(h2, true, 1);
        ledger.write(1, () -> {
            try (Connection connection = pool.getConnection()) {
                assertThat(world.seenElsewhere()).isEqualTo(OLD);
                update(connection);
                assertThat(WatchedWorld.elsewhere(() -> ledger.read(1, () -> "in doubt")))
                        .isEqualTo("in doubt");
            } catch (SQLException fault) {
                throw new AssertionError(fault);
            }
        });
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
    }

    @Test
    void a_snapshot_that_is_older_than_an_eviction_is_not_stored() throws SQLException {
        try (Connection connection = begun(h2)) {
            WatchedWorld.elsewhere(() -> {
                ledger.write(1, ConnectionsTest::nothing);
                return null;
            });
            assertThat(ledger.read(1, () -> "older")).isEqualTo("older");
            connection.commit();
        }
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
    }

    @Test
    void a_wrapper_that_lends_a_connection_does_not_end_its_transaction() throws SQLException {
        DataSource pool = world.pooled(h2, true, 1);
        try (Connection connection = begun(pool)) {
            Connection lent = world.wrapper(Connection.class, connection, 17, "close");
            ledger.write(1, () -> update(lent));
            lent.close();
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
            connection.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
        }
        assertNothingIsOpen();
    }

    @Test
    void a_connection_taken_out_of_its_wrapper_is_the_same_one() throws SQLException {
        DataSource pool = world.pooled(h2, false, 1);
        for (int i = 0; i < 2; i++) {
            try (Connection connection = pool.getConnection()) {
                connection.createStatement().close();
                Connection own = connection.unwrap(Connection.class);
                assertThat(own).isNotSameAs(connection);
                update(own);
                ledger.write(1, ConnectionsTest::nothing);
                own.commit();
                assertThat(world.seenElsewhere()).isEqualTo(NEW);
            }
            assertNothingIsOpen();
            ledger.write(1, ConnectionsTest::nothing);
            world.warm();
        }
    }

    @Test
    void wrappers_from_before_java_7_are_watched_too() throws SQLException {
        for (int version : new int[] {5, 6}) {
            Connection connection = world.wrapper(Connection.class, h2.getConnection(), version);
            connection.setAutoCommit(false);
            ledger.write(1, () -> update(connection));
            assertThat(world.seenElsewhere()).isEqualTo(OLD);
            connection.commit();
            assertThat(world.seenElsewhere()).isEqualTo(NEW);
            connection.close();
            assertNothingIsOpen();
            ledger.write(1, ConnectionsTest::nothing);
            world.warm();
        }
    }
}
