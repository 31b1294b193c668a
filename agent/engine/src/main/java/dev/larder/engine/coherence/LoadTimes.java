package dev.larder.engine.coherence;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How long loads of one cache take, as far as waiting for them needs to know. Safe for use by many threads. */
final class LoadTimes {
    private static final int ENOUGH = 20;
    private static final int FORGET = 1 << 14;
    private static final long MOST = TimeUnit.SECONDS.toNanos(1);

    /** Two for each power of two: the bounds are at most half as long again as what they bound. */
    private final AtomicIntegerArray counts = new AtomicIntegerArray(128);

    void add(long nanos) {
        int at = bucket(Math.max(1, nanos));
        if (counts.incrementAndGet(at) > FORGET) {
            for (int i = 0; i < counts.length(); i++) {
                counts.set(i, counts.get(i) / 2);
            }
        }
    }

    /** What all but one of a hundred loads take at most, and no more than a second; a second while few are known. */
    long patience() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        if (all < ENOUGH) {
            return MOST;
        }
        long beyond = all / 100;
        for (int i = counts.length() - 1; i >= 0; i--) {
            beyond -= counts.get(i);
            if (beyond < 0) {
                return Math.min(MOST, bound(i));
            }
        }
        return MOST;
    }

    private static int bucket(long nanos) {
        int log = 63 - Long.numberOfLeadingZeros(nanos);
        int half = log == 0 ? 0 : (int) (nanos >>> (log - 1)) & 1;
        return 2 * log + half;
    }

    private static long bound(int bucket) {
        int log = bucket / 2;
        long base = 1L << Math.min(log, 61);
        return bucket % 2 == 0 ? base + base / 2 : 2 * base;
    }
}
