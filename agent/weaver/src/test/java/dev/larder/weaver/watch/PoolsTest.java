package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pools in use: each makes connections ready, wraps them, and takes them back in its own way. Tomcat's, whose wrappers
 * are proxies of the JDK's, stands beside the packaged agent: those are not woven here.
 */
class PoolsTest {
    private final WatchedWorld world = new WatchedWorld(true);
    private final LedgerCalls ledger = world.ledger();
    private final DataSource h2 = world.plain();

    PoolsTest() throws SQLException {
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table ledger (id int primary key, amount int)");
            statement.execute("insert into ledger values (1, 0)");
        }
        world.warm();
    }

    static Stream<Arguments> pools() {
        return Stream.of("hikari", "dbcp", "c3p0", "agroal")
                .flatMap(kind -> (kind.equals("c3p0") ? List.of(true) : List.of(true, false))
                        .stream().map(autocommit -> Arguments.of(kind, autocommit)));
    }

    @AfterEach
    void close() {
        assertThat(world.logged()).doesNotContain("ERROR");
        world.close();
    }

    private static void nothing() {}

    private static void update(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update ledger set amount = amount + 1 where id = 1");
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    private void assertNothingIsOpen() {
        WatchedWorld.elsewhere(() -> ledger.read(2, () -> "old"));
        ledger.write(2, PoolsTest::nothing);
        assertThat(WatchedWorld.elsewhere(() -> ledger.read(2, () -> "new"))).isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("pools")
    void evictions_wait_for_the_commit_and_nothing_is_left_when_the_connection_is_given_back(
            String kind, boolean autocommit) throws SQLException {
        DataSource pool = world.pool(kind, h2, autocommit);
        for (int round = 0; round < 3; round++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                ledger.write(1, () -> update(connection));
                assertThat(world.seenElsewhere()).isEqualTo("old");
                assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
                connection.commit();
                assertThat(world.seenElsewhere()).isEqualTo("new");
            }
            assertNothingIsOpen();
            ledger.write(1, PoolsTest::nothing);
            world.warm();

            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                ledger.write(1, () -> update(connection));
                connection.rollback();
            }
            assertThat(world.seenElsewhere()).isEqualTo("old");
            assertNothingIsOpen();
        }
    }

    @ParameterizedTest
    @MethodSource("pools")
    void a_connection_that_is_handed_out_with_autocommit_off_is_in_a_transaction(String kind, boolean autocommit)
            throws SQLException {
        DataSource pool = world.pool(kind, h2, autocommit);
        for (int round = 0; round < 2; round++) {
            try (Connection connection = pool.getConnection()) {
                ledger.write(1, PoolsTest::nothing);
                assertThat(world.seenElsewhere()).isEqualTo(autocommit ? "new" : "old");
                if (!autocommit) {
                    update(connection);
                    connection.commit();
                }
                assertThat(world.seenElsewhere()).isEqualTo("new");
            }
            assertNothingIsOpen();
            ledger.write(1, PoolsTest::nothing);
            world.warm();
        }
    }
}
