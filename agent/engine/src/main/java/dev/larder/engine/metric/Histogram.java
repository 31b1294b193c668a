package dev.larder.engine.metric;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Times, counted in buckets. Own counters and no library's, so that a call costs two additions and no look-up, and
 * nothing of a metrics library is loaded before somebody asks for figures. Safe for use by many threads; a reader may see
 * a time in its bucket before it sees it in the sum.
 */
final class Histogram {

    /** Upper bounds in nanoseconds: from a microsecond, a near hit, to ten seconds, a report. */
    private static final long[] BOUNDS = bounds();

    // Each is made when a time first falls into it, under this: two hundred idle caches would have ten thousand of
    // them. Read
    // without: of a counter that has just been made nothing can be seen but zeros.
    private final @Nullable LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();

    /** 1, 2, 5, 10, ... microseconds. */
    private static long[] bounds() {
        long[] bounds = new long[22];
        long decade = 1_000;
        for (int i = 0; i < bounds.length; i += 3) {
            bounds[i] = decade;
            if (i + 2 < bounds.length) {
                bounds[i + 1] = 2 * decade;
                bounds[i + 2] = 5 * decade;
            }
            decade *= 10;
        }
        return bounds;
    }

    void record(long nanos) {
        int bucket = 0;
        while (bucket < BOUNDS.length && nanos > BOUNDS[bucket]) {
            bucket++;
        }
        LongAdder count = counts[bucket];
        (count != null ? count : made(bucket)).increment();
        sum.add(nanos);
    }

    private synchronized LongAdder made(int bucket) {
        LongAdder present = counts[bucket];
        if (present == null) {
            present = new LongAdder();
            counts[bucket] = present;
        }
        return present;
    }

    /** Upper bounds in seconds, the last of them infinite. */
    static double[] boundsInSeconds() {
        double[] seconds = new double[BOUNDS.length + 1];
        for (int i = 0; i < BOUNDS.length; i++) {
            seconds[i] = BOUNDS[i] / 1e9;
        }
        seconds[BOUNDS.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    /** One for each bound, not added up. */
    long[] counts() {
        long[] seen = new long[counts.length];
        for (int i = 0; i < seen.length; i++) {
            LongAdder count = counts[i];
            seen[i] = count == null ? 0 : count.sum();
        }
        return seen;
    }

    Times times() {
        long[] seen = counts();
        long count = 0;
        for (long bucket : seen) {
            count += bucket;
        }
        return new Times(percentile(seen, count, 0.5), percentile(seen, count, 0.99), sumInSeconds(), count);
    }

    /** Evenly spread within its bucket; what is above all bounds is said to be ten seconds. */
    private static double percentile(long[] seen, long count, double part) {
        double below = part * count;
        for (int i = 0; i < BOUNDS.length; i++) {
            if (seen[i] > 0 && below <= seen[i]) {
                double from = i == 0 ? 0 : BOUNDS[i - 1];
                return (from + (BOUNDS[i] - from) * below / seen[i]) / 1e9;
            }
            below -= seen[i];
        }
        return count == 0 ? 0 : BOUNDS[BOUNDS.length - 1] / 1e9;
    }

    double sumInSeconds() {
        return sum.sum() / 1e9;
    }
}
