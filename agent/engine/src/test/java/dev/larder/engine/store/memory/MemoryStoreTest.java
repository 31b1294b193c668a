package dev.larder.engine.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.engine.store.FillOutcome.Result;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreContract;
import dev.larder.engine.store.StoreException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest extends StoreContract {

    @Override
    protected Store open() {
        return new MemoryStore(64 << 20, LONG, (command, nanos) -> {});
    }

    @Test
    void no_two_stores_have_one_incarnation() throws Exception {
        try (Store other = open()) {
            assertThat(other.read("k", "f", new String[0]).incarnation())
                    .isNotEqualTo(store.read("k", "f", new String[0]).incarnation());
        }
    }

    @Test
    void values_take_no_more_than_their_bound() throws Exception {
        int bound = 1 << 20;
        try (MemoryStore small = new MemoryStore(bound, LONG, (command, nanos) -> {})) {
            byte[] value = new byte[10_000];
            for (int i = 0; i < 1_000; i++) {
                Lease lease = (Lease) small.lease("k" + i, "f", new String[0], LONG);
                small.fill(lease, value, LONG, result -> {});
            }
            int kept = 0;
            for (int i = 0; i < 1_000; i++) {
                kept += small.read("k" + i, "f", new String[0]).value() == null ? 0 : 1;
            }
            assertThat(kept).isPositive().isLessThanOrEqualTo(bound / value.length);
        }
    }

    @Test
    void a_closed_store_answers_nothing() throws Exception {
        Lease lease = lease("k", "f");
        store.close();

        assertThat(store.up()).isFalse();
        assertThatThrownBy(() -> store.read("k", "f", new String[0])).isInstanceOf(StoreException.class);
        AtomicReference<Result> told = new AtomicReference<>();
        store.fill(lease, bytes("v"), LONG, told::set);
        assertThat(told).hasValue(Result.FAILED);
    }
}
