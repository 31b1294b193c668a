package dev.larder.engine.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The slowest loads of one cache within the last ten minutes. Safe for use by many threads; a load that isn't among them
 * costs two reads, and who would have to wait is not noted.
 */
public final class SlowLoads {
    private static final int MOST = 10;
    private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Load> loads = new ArrayList<>(); // guarded by lock; the slowest first

    /** What is quicker isn't looked at, until the oldest of those that are kept goes. */
    private volatile long least;

    private volatile long oldest = System.nanoTime();

    private record Load(String key, long nanos, long at) {}

    /**
     * One slow load.
     *
     * @param key as it stands in the store, what is secret as its hash
     * @param agoNanos since its end
     */
    public record Slow(String key, long nanos, long agoNanos) {}

    /** @param now its end, by {@link System#nanoTime()} */
    public void loaded(String key, long nanos, long now) {
        if ((nanos <= least && now - oldest < KEPT_NANOS) || !lock.tryLock()) {
            return;
        }
        try {
            forget(now);
            loads.add(new Load(key, nanos, now));
            loads.sort(Comparator.comparingLong(Load::nanos).reversed());
            if (loads.size() > MOST) {
                loads.remove(MOST);
            }
            settle(now);
        } finally {
            lock.unlock();
        }
    }

    private void forget(long now) {
        loads.removeIf(load -> now - load.at() >= KEPT_NANOS);
    }

    private void settle(long now) {
        least = loads.size() < MOST ? 0 : loads.get(MOST - 1).nanos();
        oldest = loads.stream()
                .mapToLong(Load::at)
                .reduce((one, other) -> one - other < 0 ? one : other)
                .orElse(now);
    }

    /** The slowest first. */
    public List<Slow> slowest(int most) {
        return slowest(most, System.nanoTime());
    }

    List<Slow> slowest(int most, long now) {
        lock.lock();
        try {
            forget(now);
            settle(now);
            return loads.stream()
                    .limit(most)
                    .map(load -> new Slow(load.key(), load.nanos(), now - load.at()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }
}
