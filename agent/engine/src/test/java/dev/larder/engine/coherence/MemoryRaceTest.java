package dev.larder.engine.coherence;

import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;

final class MemoryRaceTest extends RaceTest {

    @Override
    Store open() {
        return new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    }
}
