package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.Wrapper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefusedValuesTest {
    private final Store store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final AtomicInteger encoded = new AtomicInteger();
    private boolean damaged;
    private final Jvm jvm = new Jvm(store, CoherenceSettings.DEFAULT, new Refusing(), Duration.ofMinutes(5));

    /** Takes no value but the one that says so. */
    private final class Refusing implements Codec {
        @Override
        public long shape() {
            return 7;
        }

        @Override
        public byte[] encode(Object value) throws RefusedException {
            encoded.incrementAndGet();
            if (!value.equals("fine")) {
                throw new RefusedException("app.Thing.lock: a lock");
            }
            return new byte[] {1};
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) throws BadPayloadException {
            if (damaged) {
                throw new BadPayloadException("damaged");
            }
            return "fine";
        }

        @Override
        public Wrapper wrapper() {
            return null;
        }

        @Override
        public boolean sharable() {
            return false;
        }
    }

    @Test
    void after_three_refusals_in_a_row_nothing_is_encoded_any_more() {
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            assertThat(jvm.post(i, () -> "value " + loads.incrementAndGet())).isEqualTo("value " + loads);
        }
        assertThat(loads).hasValue(10);
        assertThat(encoded).hasValue(3);
        assertThat(jvm.logged()).containsOnlyOnce("a value of post is not cached: app.Thing.lock: a lock");
    }

    @Test
    void a_value_in_between_that_is_taken_starts_the_count_anew() {
        for (int i = 0; i < 10; i++) {
            int now = i;
            jvm.post(i, () -> now % 3 == 2 ? "fine" : "refused");
        }
        assertThat(encoded).hasValue(10);
        assertThat(jvm.post(2, () -> "loaded again")).isEqualTo("fine");
    }

    @Test
    void a_value_that_is_no_good_is_taken_away_though_nothing_is_stored_in_its_place() {
        jvm.post(1, () -> "fine");
        damaged = true;
        assertThat(jvm.post(1, () -> "refused")).isEqualTo("refused");
        damaged = false;
        assertThat(jvm.post(1, () -> "loaded again")).isEqualTo("loaded again");
    }
}
