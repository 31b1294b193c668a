package dev.larder.engine.store.redis;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: the first comes at once, then from 100 ms, doubled each time, to 5 s. Up to half
 * of it is left to chance, so that a fleet doesn't come back in step. For one thread.
 */
final class Backoff {
    private static final long FIRST = 100;
    private static final long LONGEST = 5_000;

    private long next;

    void reset() {
        next = 0;
    }

    Duration next() {
        long now = next;
        next = now == 0 ? FIRST : Math.min(LONGEST, 2 * now);
        return Duration.ofMillis(
                now == 0 ? 1 : now - ThreadLocalRandom.current().nextLong(now / 2 + 1));
    }
}
