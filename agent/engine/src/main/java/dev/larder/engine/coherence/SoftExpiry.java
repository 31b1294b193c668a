package dev.larder.engine.coherence;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * When a value that may still be served is to be reloaded: by lot, the more likely the closer its end and the longer its
 * load takes (XFetch: Vattani, Chierichetti and Lowenstein, Optimal Probabilistic Cache Stampede Prevention, 2015), so that
 * usually one caller does it before anybody has to wait. The wall clock decides no more than that: what was evicted is
 * not served, due or not.
 */
final class SoftExpiry {
    private final long beyondMillis;
    private final LongSupplier clockMillis;
    private final DoubleSupplier lot;

    /** @param beyond how long values are served after their ttl */
    SoftExpiry(Duration beyond) {
        this(
                beyond,
                System::currentTimeMillis,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    SoftExpiry(Duration beyond, LongSupplier clockMillis, DoubleSupplier lot) {
        this.beyondMillis = beyond.toMillis();
        this.clockMillis = clockMillis;
        this.lot = lot;
    }

    /** What the envelope of a value that is stored now is to say. */
    long at(Duration ttl) {
        return clockMillis.getAsLong() + ttl.toMillis();
    }

    Duration lifeFor(Duration ttl) {
        return ttl.plusMillis(beyondMillis);
    }

    /**
     * @param softMillis as {@link #at} gave it; 0 for values that were stored without
     * @param loadNanos what a load costs
     */
    boolean due(long softMillis, long loadNanos) {
        // 1 - x, since the logarithm of 0 is none
        double early = -Math.log(1 - lot.getAsDouble()) * (loadNanos / 1e6);
        return softMillis != 0 && clockMillis.getAsLong() + early >= softMillis;
    }
}
