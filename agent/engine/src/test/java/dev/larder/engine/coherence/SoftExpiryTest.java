package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that are served while one caller reloads them. */
final class SoftExpiryTest {
    private static final Duration TTL = Duration.ofMillis(50);

    private final Store memory = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final Jvm jvm = new Jvm(
            new HookedStore(memory),
            CoherenceSettings.DEFAULT.withStaleWhileReload(Duration.ofMinutes(5)),
            new TextCodec(TextCodec.SHAPE, false),
            TTL);

    @AfterEach
    void close() {
        memory.close();
    }

    /** A value whose ttl is over. */
    private void old() {
        jvm.post(1, () -> "old");
        long end = System.nanoTime() + TTL.toNanos();
        await().pollInterval(Duration.ofMillis(5)).until(() -> System.nanoTime() - end > 0);
    }

    @Test
    void one_caller_reloads_and_the_others_are_served_meanwhile() {
        old();
        AtomicInteger served = new AtomicInteger();
        String reloaded = jvm.post(1, () -> {
            Thread other = new Thread(() -> {
                if (jvm.post(1, () -> "loaded twice").equals("old")) {
                    served.incrementAndGet();
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException stray) {
                throw new AssertionError(stray);
            }
            return "new";
        });
        assertThat(reloaded).isEqualTo("new");
        assertThat(served).hasValue(1);
        assertThat(jvm.counted("cache.gets", "cache", "post", "result", "stale"))
                .isOne();
    }

    @Test
    void what_was_evicted_is_not_served() {
        old();
        jvm.save(1, () -> {});
        assertThat(jvm.post(1, () -> "new")).isEqualTo("new");
    }

    @Test
    void a_reload_that_throws_leaves_the_value_to_the_others() {
        old();
        try {
            jvm.post(1, () -> {
                throw new IllegalStateException("no row");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no row");
        }
        assertThat(jvm.post(1, () -> "new")).isEqualTo("new");
    }

    @Test
    void the_lot_falls_earlier_the_longer_a_load_takes() {
        AtomicLong now = new AtomicLong(1_000);
        SoftExpiry soft = new SoftExpiry(Duration.ofSeconds(1), Duration.ZERO, now::get, () -> 1 - Math.exp(-2));
        long at = soft.at(Duration.ofMillis(500));
        assertThat(soft.due(at, TimeUnit.MILLISECONDS.toNanos(200))).isFalse();
        assertThat(soft.due(at, TimeUnit.MILLISECONDS.toNanos(251))).isTrue();
        now.set(1_500);
        assertThat(soft.due(at, 0)).isTrue();
        assertThat(soft.due(0, 0)).as("a value without an end").isFalse();
        assertThat(soft.lifeFor(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(2));
    }
}
