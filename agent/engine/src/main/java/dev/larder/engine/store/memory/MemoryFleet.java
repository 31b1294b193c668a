package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.larder.engine.store.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A fleet of whoever shares one memory store, which is seldom more than one. */
final class MemoryFleet implements Fleet {
    private final Map<String, Slot.Timed> told = new ConcurrentHashMap<>();
    private final Ticker ticker;

    MemoryFleet(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void tell(String member, byte[] report, Duration life) {
        told.put(member, new Slot.Timed(report.clone(), ticker.read() + life.toNanos()));
    }

    @Override
    public List<byte[]> reports() {
        long now = ticker.read();
        told.values().removeIf(timed -> !timed.alive(now));
        return told.values().stream().map(timed -> timed.bytes().clone()).toList();
    }
}
