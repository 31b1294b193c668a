package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules come to name another store while a transaction is under way. */
final class StoreChangeTest {
    private final List<Store> stores = Stream.generate(
                    () -> (Store) new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {}))
            .limit(3)
            .toList();
    private final List<Jvm> others = stores.stream().map(Jvm::new).toList();
    private final Jvm jvm = new Jvm(stores.get(0));

    private static void nothing() {}

    @BeforeEach
    void warm() {
        jvm.units().watched();
        others.forEach(other -> other.post(1, () -> "old"));
        others.forEach(other -> assertThat(other.post(1, () -> "lost")).isEqualTo("old"));
    }

    @AfterEach
    void close() {
        stores.forEach(Store::close);
    }

    @Test
    void what_it_evicts_reaches_each_store_that_was_in_force() {
        Transaction transaction = jvm.units().transactionBegun(Access.WRITABLE);
        jvm.save(1, StoreChangeTest::nothing);
        Jvm second = new Jvm(jvm, stores.get(1));
        Jvm third = new Jvm(second, stores.get(2));

        others.forEach(other -> assertThat(other.post(1, () -> "early")).isEqualTo("old"));
        transaction.committed();
        transaction.ended();

        others.forEach(other -> assertThat(other.post(1, () -> "new")).isEqualTo("new"));
        assertThat(third.post(1, () -> "lost")).isEqualTo("new");
    }

    @Test
    void its_commit_is_announced_in_the_one_in_force_by_then() {
        Transaction transaction = jvm.units().transactionBegun(Access.WRITABLE);
        jvm.save(1, StoreChangeTest::nothing);
        assertThat(transaction.beforeCommit()).isTrue();
        Jvm second = new Jvm(jvm, stores.get(1));
        assertThat(transaction.beforeCommit()).isTrue();

        others.subList(0, 2)
                .forEach(other -> assertThat(other.post(1, () -> "loaded")).isEqualTo("loaded"));
        transaction.rolledBack();
        transaction.ended();
        // The marks are gone from both: what is loaded now is stored
        others.forEach(other -> other.post(1, () -> "stored"));
        assertThat(second.post(1, () -> "lost")).isEqualTo("stored");
        assertThat(others.get(0).post(1, () -> "lost")).isEqualTo("stored");
    }

    @Test
    void it_neither_reads_from_the_other_nor_fills_it() {
        Transaction transaction = jvm.units().transactionBegun(Access.WRITABLE);
        jvm.save(2, StoreChangeTest::nothing);
        Jvm second = new Jvm(jvm, stores.get(1));

        assertThat(second.post(1, () -> "own")).isEqualTo("own");
        assertThat(second.post(3, () -> "own")).isEqualTo("own");
        transaction.rolledBack();
        transaction.ended();
        assertThat(second.post(1, () -> "lost")).isEqualTo("old");
        assertThat(second.post(3, () -> "new")).isEqualTo("new");
    }
}
