package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What is called for each statement allocates nothing. */
class CostTest {
    private static final int CALLS = 20_000;
    private final WatchedWorld world = new WatchedWorld(true);

    private interface Call {
        void run() throws SQLException;
    }

    private static long allocated(Call call) throws SQLException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    @Test
    void statements_of_a_transaction_and_of_none_allocate_nothing() throws SQLException {
        Connection physical =
                world.wrapper(Connection.class, null, 17, "setAutoCommit", "prepareStatement", "getAutoCommit");
        Connection connection = world.wrapper(Connection.class, physical, 17);
        Statement statement = world.wrapper(Statement.class, statementOf(connection), 17);
        for (boolean autocommit : new boolean[] {true, false}) {
            connection.setAutoCommit(autocommit);
            assertThat(allocated(() -> connection.prepareStatement("select title from posts where id = ?")))
                    .isZero();
            assertThat(allocated(() -> connection.prepareStatement("update posts set title = ?")))
                    .isZero();
            assertThat(allocated(statement::executeBatch)).isZero();
        }
        world.warm();
        assertThat(world.ledger().read(1, () -> "own"))
                .as("all that was watched")
                .isEqualTo("own");
        world.close();
    }

    /** Allocates nothing where there are no arguments. */
    private static Statement statementOf(Connection connection) {
        return (Statement) Proxy.newProxyInstance(
                CostTest.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (self, method, arguments) -> method.getReturnType() == Connection.class ? connection : null);
    }
}
