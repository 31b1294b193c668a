package dev.larder.engine.coherence;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value after its time to live. For a while it may be served though it is to be reloaded: by lot, the
 * more likely the closer its end and the longer its load takes (XFetch: Vattani, Chierichetti and Lowenstein, Optimal
 * Probabilistic Cache Stampede Prevention, 2015), so that usually one caller does it before anybody has to wait. For
 * another while it stands in for a load that throws. The wall clock decides no more than that: what was evicted is not
 * served, due or not.
 */
final class SoftExpiry {
    private final long reloadMillis;
    private final long errorMillis;
    private final LongSupplier clockMillis;
    private final DoubleSupplier lot;

    /** Null where values end with their time to live. */
    static @Nullable SoftExpiry of(CoherenceSettings settings) {
        boolean none =
                settings.staleWhileReload().isZero() && settings.staleIfError().isZero();
        return none ? null : new SoftExpiry(settings.staleWhileReload(), settings.staleIfError());
    }

    /**
     * @param whileReload how long values are served after their ttl while somebody reloads them
     * @param ifError how long after their ttl they stand in for a load that throws
     */
    SoftExpiry(Duration whileReload, Duration ifError) {
        this(
                whileReload,
                ifError,
                System::currentTimeMillis,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    SoftExpiry(Duration whileReload, Duration ifError, LongSupplier clockMillis, DoubleSupplier lot) {
        this.reloadMillis = whileReload.toMillis();
        this.errorMillis = Math.max(reloadMillis, ifError.toMillis());
        this.clockMillis = clockMillis;
        this.lot = lot;
    }

    /** What the envelope of a value that is stored now is to say. */
    long at(Duration ttl) {
        return clockMillis.getAsLong() + ttl.toMillis();
    }

    Duration lifeFor(Duration ttl) {
        return ttl.plusMillis(errorMillis);
    }

    /**
     * Whether a value may be served.
     *
     * @param softMillis as {@link #at} gave it; 0 for values that were stored without
     */
    boolean served(long softMillis) {
        return softMillis == 0 || clockMillis.getAsLong() < softMillis + reloadMillis;
    }

    /** Whether it may stand in for a load that threw. */
    boolean standsIn(long softMillis) {
        return softMillis == 0 || clockMillis.getAsLong() < softMillis + errorMillis;
    }

    /** @param loadNanos what a load costs */
    boolean due(long softMillis, long loadNanos) {
        if (softMillis == 0 || reloadMillis == 0) {
            return false;
        }
        // 1 - x, since the logarithm of 0 is none
        double early = -Math.log(1 - lot.getAsDouble()) * (loadNanos / 1e6);
        return clockMillis.getAsLong() + early >= softMillis;
    }
}
