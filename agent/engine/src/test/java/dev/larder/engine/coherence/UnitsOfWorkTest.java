package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.rule.ServingOptions;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When evictions happen, and what is served and stored, around transactions and requests. */
final class UnitsOfWorkTest {
    private final Store memory = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final HookedStore store = new HookedStore(memory);
    private final Jvm jvm = new Jvm(store);
    private final UnitsOfWork units = jvm.units();

    @AfterEach
    void close() {
        store.close();
    }

    private static Supplier<String> row(String value) {
        return () -> value;
    }

    private static Supplier<String> notCalled() {
        return () -> {
            throw new AssertionError("a hit was expected");
        };
    }

    private static final Runnable NOTHING = () -> {};

    private void warm() {
        jvm.post(1, row("old"));
        jvm.list(1, row("old list"));
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
        assertThat(jvm.list(1, notCalled())).isEqualTo("old list");
        store.calls();
    }

    /** As another thread is served, which has no part in this one's transactions. */
    private String elsewhere(Supplier<String> call) {
        String[] result = new String[1];
        Thread thread = new Thread(() -> result[0] = call.get());
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stray) {
            throw new AssertionError(stray);
        }
        return result[0];
    }

    private void evicted() {
        assertThat(elsewhere(() -> jvm.post(1, row("new")))).isEqualTo("new");
        assertThat(elsewhere(() -> jvm.list(1, row("new list")))).isEqualTo("new list");
    }

    private void kept() {
        assertThat(elsewhere(() -> jvm.post(1, row("loaded again")))).isEqualTo("old");
        assertThat(elsewhere(() -> jvm.list(1, row("loaded again")))).isEqualTo("old list");
    }

    @Test
    void without_events_evictions_happen_when_the_outermost_method_ends() {
        warm();
        jvm.save(1, () -> {
            jvm.save(1, NOTHING);
            kept();
        });
        assertThat(store.calls()).containsOnlyOnce("evict").doesNotContain("mark");
        evicted();
    }

    @Test
    void evictions_wait_for_the_commit() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        kept();
        assertThat(transaction.beforeCommit()).isTrue();
        transaction.committed();
        evicted();
        transaction.ended();
    }

    @Test
    void a_commit_marks_in_one_round_trip_and_evicts_in_another() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        jvm.save(2, NOTHING);
        assertThat(store.calls()).isEmpty();
        transaction.beforeCommit();
        assertThat(store.calls()).containsExactly("mark");
        transaction.committed();
        transaction.ended();
        assertThat(store.calls()).containsExactly("evict");
    }

    @Test
    void a_commit_without_evictions_costs_nothing() {
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        transaction.wrote();
        transaction.beforeCommit();
        transaction.committed();
        transaction.ended();
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void evictions_are_dropped_on_rollback_and_marks_taken_back() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        transaction.rolledBack();
        transaction.ended();
        assertThat(store.calls()).isEmpty();
        kept();

        Transaction failing = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        failing.beforeCommit();
        failing.rolledBack();
        failing.ended();
        assertThat(elsewhere(() -> jvm.list(1, notCalled()))).isEqualTo("old list");
        assertThat(elsewhere(() -> jvm.post(1, row("again")))).isEqualTo("again");
    }

    @Test
    void a_commit_of_unknown_outcome_evicts() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        transaction.outcomeUnknown();
        transaction.ended();
        evicted();
    }

    @Test
    void a_connection_closed_in_the_middle_evicts() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        transaction.ended();
        evicted();
    }

    @Test
    void evictions_wait_for_the_outermost_of_nested_transactions() {
        warm();
        Transaction entity = units.transactionBegun(Access.BY_ITS_CONNECTION);
        Transaction connection = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        connection.beforeCommit();
        connection.committed();
        assertThat(store.calls()).containsExactly("mark");
        connection.ended();
        entity.committed();
        entity.ended();
        assertThat(store.calls()).containsExactly("evict");
        evicted();
    }

    @Test
    void what_an_inner_transaction_committed_is_evicted_although_the_outer_one_rolls_back() {
        warm();
        Transaction outer = units.transactionBegun(Access.WRITABLE);
        Transaction inner = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        inner.beforeCommit();
        inner.committed();
        inner.ended();
        outer.rolledBack();
        outer.ended();
        evicted();
    }

    @Test
    void where_marks_may_not_stand_an_inner_commit_evicts_at_once() {
        warm();
        Transaction outer = units.transactionBegun(Access.WRITABLE);
        Transaction inner = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        store.unreachable(true);
        assertThat(inner.beforeCommit()).isTrue();
        inner.committed();
        evicted();
        inner.ended();
        outer.committed();
        outer.ended();
        assertThat(jvm.logged()).containsOnlyOnce("not announced");
        assertThat(jvm.counted("larder.unannounced", "cache", "post")).isEqualTo(1);
    }

    @Test
    void a_commit_fails_that_cannot_be_announced_where_the_rules_want_it() {
        Jvm strict = new Jvm(store, CoherenceSettings.DEFAULT.with(SafetySettings.OnUnreachable.FAIL), false);
        Transaction transaction = strict.units().transactionBegun(Access.WRITABLE);
        strict.save(1, NOTHING);
        store.unreachable(true);
        assertThat(transaction.beforeCommit()).isFalse();
        assertThat(transaction.beforeCommit()).as("tried again").isFalse();
        assertThat(strict.counted("larder.unannounced", "cache", "post"))
                .as("nothing went on")
                .isZero();
        store.unreachable(false);
        assertThat(transaction.beforeCommit())
                .as("tried once the store is back")
                .isTrue();
        transaction.rolledBack();
        transaction.ended();
    }

    @Test
    void with_autocommit_off_the_next_transaction_begins_by_itself() {
        warm();
        Transaction connection = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        connection.committed();
        assertThat(store.calls()).contains("evict");
        jvm.post(1, row("old"));
        jvm.save(1, NOTHING);
        assertThat(store.calls()).doesNotContain("evict");
        connection.committed();
        connection.ended();
        evicted();
    }

    @Test
    void what_the_result_names_is_evicted_at_the_end_of_a_method_that_commits_with_autocommit_off() {
        warm();
        Transaction connection = units.transactionBegun(Access.WRITABLE);
        jvm.create("1", () -> {
            connection.wrote();
            connection.committed();
        });
        assertThat(elsewhere(() -> jvm.post(1, row("new")))).isEqualTo("new");
        connection.ended();
    }

    @Test
    void a_commit_of_nothing_after_a_rollback_evicts_nothing() {
        warm();
        Transaction outer = units.transactionBegun(Access.WRITABLE);
        Transaction inner = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        inner.rolledBack();
        inner.committed();
        inner.ended();
        outer.rolledBack();
        outer.ended();
        kept();
    }

    @Test
    void a_commit_on_another_thread_evicts() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        elsewhere(() -> {
            transaction.beforeCommit();
            transaction.committed();
            transaction.ended();
            return "";
        });
        evicted();
    }

    @Test
    void a_commit_inside_an_evicting_method_evicts_at_once_and_again_at_its_end() {
        warm();
        jvm.save(1, () -> {
            Transaction transaction = units.transactionBegun(Access.WRITABLE);
            transaction.beforeCommit();
            transaction.committed();
            transaction.ended();
            evicted();
        });
        assertThat(store.calls()).contains("mark", "evict");
    }

    @Test
    void from_its_first_write_to_its_end_a_transaction_neither_reads_nor_fills() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
        transaction.wrote();
        assertThat(jvm.post(1, row("mine"))).isEqualTo("mine");
        assertThat(jvm.post(7, row("mine"))).isEqualTo("mine");
        transaction.rolledBack();
        transaction.ended();
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
        assertThat(jvm.post(7, row("theirs"))).isEqualTo("theirs");
    }

    @Test
    void from_its_first_evicting_method_to_its_end_a_transaction_neither_reads_nor_fills() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.save(2, NOTHING);
        assertThat(jvm.post(1, row("mine"))).isEqualTo("mine");
        transaction.rolledBack();
        transaction.ended();
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
    }

    @Test
    void a_load_that_writes_is_not_stored() {
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        jvm.post(1, () -> {
            transaction.wrote();
            return "mine";
        });
        transaction.rolledBack();
        transaction.ended();
        assertThat(jvm.post(1, row("theirs"))).isEqualTo("theirs");
        assertThat(jvm.counted("larder.discard", "cache", "post", "reason", "writing"))
                .isOne();
    }

    @Test
    void a_rule_can_keep_transactions_out() {
        Jvm careful = new Jvm(store, CoherenceSettings.DEFAULT.with(ServingOptions.InTransaction.BYPASS), false);
        careful.post(1, row("old"));
        Transaction transaction = careful.units().transactionBegun(Access.READ_ONLY);
        assertThat(careful.post(1, row("mine"))).isEqualTo("mine");
        transaction.ended();
        assertThat(careful.post(1, notCalled())).isEqualTo("old");
    }

    @Test
    void an_autocommit_write_marks_what_the_method_around_it_evicts() {
        warm();
        jvm.save(1, () -> {
            assertThat(units.beforeAutocommitWrite()).isTrue();
            assertThat(elsewhere(() -> jvm.post(1, row("in doubt")))).isEqualTo("in doubt");
            units.beforeAutocommitWrite();
        });
        assertThat(store.calls()).containsOnlyOnce("mark").containsOnlyOnce("evict");
        evicted();
    }

    @Test
    void where_only_the_result_tells_what_is_evicted_the_whole_cache_is_in_doubt_meanwhile() {
        warm();
        jvm.create("3", () -> {
            units.beforeAutocommitWrite();
            assertThat(elsewhere(() -> jvm.post(1, row("in doubt")))).isEqualTo("in doubt");
        });
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
    }

    @Test
    void where_the_body_behind_a_proxy_has_told_its_result_nothing_else_is_in_doubt() {
        warm();
        jvm.create("3", () -> {
            Transaction transaction = units.transactionBegun(Access.WRITABLE);
            jvm.create("3", NOTHING);
            transaction.beforeCommit();
            assertThat(elsewhere(() -> jvm.post(1, notCalled()))).isEqualTo("old");
            transaction.committed();
            transaction.ended();
        });
    }

    @Test
    void events_out_of_order_do_no_harm() {
        warm();
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        transaction.ended();
        transaction.ended();
        transaction.committed();
        transaction.rolledBack();
        transaction.wrote();
        assertThat(transaction.beforeCommit()).isTrue();
        Request request = units.requestBegun(true);
        request.ended();
        request.ended();
        assertThat(jvm.post(1, notCalled())).isEqualTo("old");
        jvm.save(1, NOTHING);
        evicted();
    }

    @Test
    void a_transaction_leaked_in_a_request_holds_nothing_back() {
        warm();
        Request request = units.requestBegun(false);
        Transaction leaked = units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
        request.ended();
        evicted();
        jvm.save(1, NOTHING);
        assertThat(store.calls()).contains("evict");
        leaked.committed();
        leaked.ended();
        assertThat(store.calls()).contains("evict");
    }

    @Test
    @SuppressWarnings("UnusedVariable") // what is leaked is what it is about
    void a_transaction_that_is_garbage_is_over() {
        warm();
        leak();
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            units.transactionBegun(Access.READ_ONLY).ended();
            return store.calls().contains("evict");
        });
        evicted();
    }

    private void leak() {
        units.transactionBegun(Access.WRITABLE);
        jvm.save(1, NOTHING);
    }

    @Test
    void nothing_grows_however_much_is_written_in_one_transaction() {
        Transaction transaction = units.transactionBegun(Access.WRITABLE);
        for (int id = 0; id < 3 * PendingEvictions.BOUND; id++) {
            jvm.save(id, NOTHING);
        }
        warmElsewhere();
        transaction.committed();
        transaction.ended();
        evicted();
    }

    private void warmElsewhere() {
        elsewhere(() -> jvm.post(1, row("old")));
        elsewhere(() -> jvm.list(1, row("old list")));
        kept();
    }

    @Test
    void a_body_that_throws_leaves_the_unit_as_it_was() {
        warm();
        assertThatThrownBy(() -> jvm.save(1, () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        evicted();
        assertThat(jvm.post(1, notCalled())).isEqualTo("new");
    }
}
