package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Branches of XA, coordinated by a transaction manager of JTA (Narayana) or by nobody who could be recognised. */
class XaTest {
    private static final String OLD = "old";
    private static final String NEW = "new";

    private WatchedWorld world;
    private LedgerCalls ledger;
    private XADataSource database;
    private XAConnection xa;
    private XAResource resource;
    private final Xid xid = new Name("first");

    private record Name(String text) implements Xid {
        @Override
        public int getFormatId() {
            return 7;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    XaTest() throws SQLException {
        open("proceed");
    }

    /** @param onUnreachable as rules say it */
    private void open(String onUnreachable) throws SQLException {
        world = new WatchedWorld(true, onUnreachable);
        ledger = world.ledger();
        DataSource plain = world.plain();
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table ledger (id int primary key, amount int)");
            statement.execute("insert into ledger values (1, 0)");
        }
        database = (XADataSource) plain;
        xa = database.getXAConnection();
        resource = xa.getXAResource();
        world.warm();
    }

    @AfterEach
    void close() throws SQLException {
        assertThat(world.logged()).doesNotContain("ERROR");
        xa.close();
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

    private int amount() throws SQLException {
        try (Connection connection = ((DataSource) database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select amount from ledger where id = 1")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Of the handle, which most coordinators leave open: it isn't what ends the transaction. */
    private Connection write() throws SQLException {
        Connection handle = xa.getConnection();
        ledger.write(1, () -> update(handle));
        return handle;
    }

    private void begin() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
    }

    private void end() throws XAException {
        resource.end(xid, XAResource.TMSUCCESS);
    }

    /** What is found there is stored again: nothing is in doubt, and the thread is in no transaction. */
    private void assertEvicted() {
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
        assertThat(WatchedWorld.<String>elsewhere(() -> ledger.read(1, () -> "lost")))
                .isEqualTo(NEW);
        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() {
        WatchedWorld.elsewhere(() -> ledger.read(2, () -> OLD));
        ledger.write(2, XaTest::nothing);
        assertThat(WatchedWorld.<String>elsewhere(() -> ledger.read(2, () -> NEW)))
                .isEqualTo(NEW);
    }

    private static <T> T there(Callable<T> call) {
        return WatchedWorld.elsewhere(() -> {
            try {
                return call.call();
            } catch (Exception fault) {
                throw new AssertionError(fault);
            }
        });
    }

    @Test
    void a_branch_is_in_doubt_before_it_is_prepared_and_evicts_after_its_commit() throws Exception {
        begin();
        Connection handle = write();
        end();
        assertThat(world.seenElsewhere()).as("nothing is in doubt yet").isEqualTo(OLD);
        assertThat(world.marked()).isZero();
        resource.prepare(xid);
        assertThat(world.seenElsewhere()).as("in doubt").isEqualTo(NEW);
        assertThat(WatchedWorld.<String>elsewhere(() -> ledger.read(1, () -> "unstored")))
                .isEqualTo("unstored");
        resource.commit(xid, false);
        assertThat(world.marked()).isOne();
        assertEvicted();
        handle.close();
    }

    @Test
    void one_phase_is_announced_as_well() throws Exception {
        begin();
        Connection handle = write();
        end();
        resource.commit(xid, true);
        assertThat(world.marked()).isOne();
        assertEvicted();
        handle.close();
    }

    @Test
    void a_branch_that_nothing_is_evicted_in_costs_no_round_trip() throws Exception {
        begin();
        Connection handle = xa.getConnection();
        update(handle);
        end();
        resource.prepare(xid);
        resource.commit(xid, false);
        assertThat(world.marked()).isZero();
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        handle.close();
    }

    @Test
    void a_branch_is_open_before_its_first_statement_and_reads_past_the_caches_after_it() throws Exception {
        begin();
        assertThat(ledger.read(1, () -> NEW)).as("nothing is written").isEqualTo(OLD);
        Connection handle = write();
        assertThat(ledger.read(1, () -> "own")).isEqualTo("own");
        end();
        resource.rollback(xid);
        assertThat(ledger.read(1, () -> NEW)).isEqualTo(OLD);
        handle.close();
    }

    @Test
    void a_rollback_drops_what_was_to_be_evicted() throws Exception {
        begin();
        Connection handle = write();
        end();
        resource.rollback(xid);
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        assertThat(world.marked()).isZero();
        assertNothingIsOpen();
        handle.close();
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
    }

    @Test
    void what_is_prepared_can_be_rolled_back() throws Exception {
        begin();
        Connection handle = write();
        end();
        resource.prepare(xid);
        resource.rollback(xid);
        // Not in doubt any longer: what is loaded is stored
        assertThat(world.seenElsewhere()).isEqualTo(NEW);
        assertThat(WatchedWorld.<String>elsewhere(() -> ledger.read(1, () -> "lost")))
                .isEqualTo(NEW);
        assertNothingIsOpen();
        handle.close();
    }

    @Test
    void the_commit_may_come_on_another_thread_through_another_resource() throws Exception {
        begin();
        Connection handle = write();
        end();
        resource.prepare(xid);
        XAResource other = world.wrapper(XAResource.class, resource, 17);
        there(() -> {
            other.commit(new Name("first"), false);
            return null;
        });
        assertThat(amount()).isOne();
        assertEvicted();
        handle.close();
    }

    @Test
    void a_branch_that_is_suspended_and_resumed_is_one() throws Exception {
        begin();
        Connection handle = write();
        resource.end(xid, XAResource.TMSUSPEND);
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        resource.start(xid, XAResource.TMRESUME);
        update(handle);
        end();
        resource.commit(xid, true);
        assertThat(amount()).isEqualTo(2);
        assertEvicted();
        handle.close();
    }

    @Test
    void what_another_life_has_prepared_evicts_everything_when_it_is_committed() throws Exception {
        begin();
        update(xa.getConnection());
        end();
        resource.prepare(xid);
        resource.commit(xid, false);
        assertThat(world.seenElsewhere()).as("known, with nothing to evict").isEqualTo(OLD);

        WatchedWorld later = new WatchedWorld(true);
        later.warm();
        XAConnection recovering = ((XADataSource) later.plain()).getXAConnection();
        XAResource recovered = later.wrapper(XAResource.class, recovering.getXAResource(), 17, "commit");
        recovered.commit(xid, false);
        assertThat(later.seenElsewhere()).isEqualTo(NEW);
        recovering.close();
        later.close();
    }

    @Test
    void a_branch_that_is_lost_is_not_kept() throws Exception {
        begin();
        Connection handle = write();
        end();
        handle.close();
        // Begun through a resource that nobody holds
        XAResource lost = world.wrapper(XAResource.class, null, 17, "start", "end");
        lost.start(new Name("lost"), XAResource.TMNOFLAGS);
        lost.end(new Name("lost"), XAResource.TMSUCCESS);
        resource.commit(xid, true);
        lost = null;
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            amount(); // whichever call comes next
            ledger.write(2, XaTest::nothing);
            WatchedWorld.elsewhere(() -> ledger.read(2, () -> OLD));
            ledger.write(2, XaTest::nothing);
            return WatchedWorld.<String>elsewhere(() -> ledger.read(2, () -> NEW))
                    .equals(NEW);
        });
    }

    @Test
    void where_a_write_can_not_be_announced_the_branch_is_rolled_back() throws Exception {
        close();
        open("fail");
        begin();
        Connection handle = write();
        end();
        world.marks(false);
        assertThatThrownBy(() -> resource.prepare(xid))
                .isInstanceOfSatisfying(
                        XAException.class,
                        thrown -> assertThat(thrown.errorCode).isEqualTo(XAException.XA_RBROLLBACK))
                .hasMessageContaining("on-unreachable: fail");
        assertThat(amount()).isZero();
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        handle.close();
    }

    @Test
    void a_transaction_manager_is_announced_once_for_all_its_branches() throws Exception {
        TransactionManager manager = world.coordinator();
        XAConnection second = database.getXAConnection();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        manager.getTransaction().enlistResource(second.getXAResource());
        Connection handle = write();
        try (Statement other = second.getConnection().createStatement()) {
            other.executeUpdate("insert into ledger values (2, 0)");
        }
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        manager.commit();
        assertThat(amount()).isOne();
        assertThat(world.marked()).isOne();
        assertEvicted();
        handle.close();
        second.close();
    }

    @Test
    void a_transaction_manager_rolls_back() throws Exception {
        TransactionManager manager = world.coordinator();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        Connection handle = write();
        manager.rollback();
        assertThat(amount()).isZero();
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        assertThat(world.marked()).isZero();
        assertNothingIsOpen();
        handle.close();
    }

    @Test
    void a_suspended_transaction_may_be_committed_on_another_thread() throws Exception {
        TransactionManager manager = world.coordinator();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        Connection handle = write();
        Transaction suspended = manager.suspend();
        assertThat(world.seenElsewhere()).isEqualTo(OLD);
        there(() -> {
            suspended.commit();
            return null;
        });
        assertThat(amount()).isOne();
        assertThat(world.marked()).isOne();
        assertEvicted();
        handle.close();
    }

    @Test
    void a_transaction_manager_fails_where_the_rules_want_it() throws Exception {
        close();
        open("fail");
        TransactionManager manager = world.coordinator();
        manager.begin();
        manager.getTransaction().enlistResource(resource);
        Connection handle = write();
        world.marks(false);
        assertThatThrownBy(manager::commit).isInstanceOf(RollbackException.class);
        assertThat(amount()).isZero();
        handle.close();
    }
}
