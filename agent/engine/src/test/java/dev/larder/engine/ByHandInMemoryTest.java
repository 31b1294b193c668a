package dev.larder.engine;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.List;

final class ByHandInMemoryTest extends ByHandContract {

    @Override
    Store open() {
        return Stores.open(
                new StoreSettings("hand", "memory:", false, Duration.ofSeconds(2)),
                new FixedUse(List.of(), Duration.ofMinutes(10)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.WARN));
    }
}
