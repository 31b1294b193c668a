package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Caches that people have switched off, and those that have switched themselves off. */
class SwitchedOffTest {
    private final Store store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final Jvm jvm = new Jvm(store);

    @AfterEach
    void close() {
        store.close();
    }

    private double bypassed(String reason) {
        return jvm.counted("larder.bypass", "cache", "post", "reason", reason);
    }

    @Test
    void calls_go_past_a_cache_that_is_switched_off_and_writes_are_evicted_all_the_same() {
        jvm.post(1, () -> "old");
        jvm.coherence().caches().off(true);
        assertThat(jvm.post(1, () -> "past")).isEqualTo("past");
        assertThat(bypassed("switched")).isEqualTo(1);
        jvm.save(1, () -> {});
        jvm.coherence().caches().off(false);
        assertThat(jvm.post(1, () -> "new")).isEqualTo("new");
        assertThat(jvm.post(1, () -> "newer")).isEqualTo("new");
    }

    @Test
    void a_cache_that_costs_more_than_its_method_switches_itself_off_within_2000_calls_and_says_why() {
        jvm.judgesItself();
        int calls = 0;
        while (bypassed("off") == 0 && calls < 3_000) {
            for (int i = 0; i < 10; i++, calls++) {
                jvm.post(calls % 50, () -> "at no cost");
            }
        }
        assertThat(calls).isLessThanOrEqualTo(2_000);
        assertThat(jvm.post(1, () -> "as it is now")).isEqualTo("as it is now");
    }

    @Test
    void each_decision_is_written_out_where_the_log_asks_for_it() {
        jvm.post(1, () -> "v");
        assertThat(jvm.logged()).isEmpty();
        jvm.level(Log.Level.DEBUG);
        jvm.post(1, () -> "v");
        jvm.post(2, () -> "v");
        jvm.coherence().caches().off(true);
        jvm.post(2, () -> "v");
        assertThat(jvm.logged().lines().map(line -> line.replaceFirst("^\\[[^]]*] ", "")))
                .satisfiesExactly(
                        line -> assertThat(line).matches("DEBUG cache post: hit of post:1 in \\d+ µs"),
                        line -> assertThat(line).matches("DEBUG cache post: miss of post:2 in \\d+ µs"),
                        line -> assertThat(line).isEqualTo("DEBUG cache post: past the cache (switched)"));
    }
}
