package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.larder.engine.store.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A fleet of whoever shares one memory store, which is seldom more than one. */
final class MemoryFleet implements Fleet {
    private final Map<String, Slot.Timed> told = new ConcurrentHashMap<>();
    private final Map<String, Slot.Timed> left = new ConcurrentHashMap<>();
    private final Ticker ticker;

    MemoryFleet(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void tell(String member, byte[] report, Duration life) {
        told.put(member, new Slot.Timed(report.clone(), ticker.read() + life.toNanos()));
    }

    @Override
    public void leave(String name, byte[] what, Duration life) {
        left.put(name, new Slot.Timed(what.clone(), ticker.read() + life.toNanos()));
    }

    @Override
    public byte @Nullable [] left(String name) {
        Slot.Timed timed = left.get(name);
        return timed == null || !timed.alive(ticker.read())
                ? null
                : timed.bytes().clone();
    }

    @Override
    public List<byte[]> reports() {
        long now = ticker.read();
        told.values().removeIf(timed -> !timed.alive(now));
        return told.values().stream().map(timed -> timed.bytes().clone()).toList();
    }
}
