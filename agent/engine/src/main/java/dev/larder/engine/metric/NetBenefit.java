package dev.larder.engine.metric;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cache is worth what it costs. One that costs more than it saves over its last thousand calls, in each half of
 * them, so that one pause decides nothing, is switched off for a while and then tried again; for longer each time.
 *
 * <p>Where a hit would pay and there are only too few of them, it is given twenty thousand calls: after a start every cache
 * is empty, and costs more than it saves until it is filled. Safe for use by many threads; a call reads one field.
 */
public final class NetBenefit {
    /** Half of what it is judged by. */
    static final int SEGMENT = 500;

    private static final int LOSING_SEGMENTS = 2;
    private static final int LOSING_SEGMENTS_WHERE_HITS_PAY = 40;

    /** Fewer hits than this tell nothing about what one costs. */
    private static final int TELLING_HITS = 20;

    /** One call of so many looks whether a segment is full: a counter that all threads write would cost each of them. */
    private static final int LOOKS = 32;

    private static final long FIRST_REST = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_REST = Duration.ofMinutes(32).toNanos();

    private final CacheMeter meter;
    private final Consumer<String> report;
    private final LongSupplier clock;
    private final AtomicBoolean judging = new AtomicBoolean();

    private volatile boolean allowed;
    /** By {@link System#nanoTime()}; 0 while the cache serves. */
    private volatile long restsUntil;

    private volatile @Nullable String reason;

    // Of whoever has set judging
    private Seen seen = Seen.NOTHING;
    private int losing;
    private double lostInRow;
    private long callsInRow;
    private long nextRest = FIRST_REST;

    /** The meter's sums when a segment began. */
    private record Seen(long hits, long misses, double hitTime, double overhead, double avoided) {
        static final Seen NOTHING = new Seen(0, 0, 0, 0, 0);

        long calls() {
            return hits + misses;
        }

        Seen less(Seen before) {
            return new Seen(
                    hits - before.hits,
                    misses - before.misses,
                    hitTime - before.hitTime,
                    overhead - before.overhead,
                    avoided - before.avoided);
        }
    }

    /**
     * @param report told in words when the cache is switched off
     * @param clock as {@link System#nanoTime()}
     */
    NetBenefit(CacheMeter meter, Consumer<String> report, LongSupplier clock) {
        this.meter = meter;
        this.report = report;
        this.clock = clock;
    }

    /** @param mayRest false, as it is from the beginning: the cache serves whatever it costs */
    public void allow(boolean mayRest) {
        allowed = mayRest;
        if (!mayRest) {
            reason = null;
            restsUntil = 0;
        }
    }

    /**
     * Whether calls are to go straight to the method.
     *
     * @param now by {@link System#nanoTime()}
     */
    public boolean resting(long now) {
        long until = restsUntil;
        return until != 0 && stillResting(until, now);
    }

    private boolean stillResting(long until, long now) {
        if (now - until < 0) {
            return true;
        }
        if (judging.compareAndSet(false, true)) {
            try {
                begin(look());
                reason = null;
                restsUntil = 0;
            } finally {
                judging.set(false);
            }
        }
        return false;
    }

    /** In words, with what comes next; null while the cache serves. */
    @Nullable
    String reason() {
        return restsUntil == 0 ? null : reason;
    }

    /** A call has been served or has loaded. */
    void called() {
        if (ThreadLocalRandom.current().nextInt(LOOKS) == 0) {
            judge();
        }
    }

    void judge() {
        if (restsUntil != 0 || !allowed || meter.calls() - seen.calls() < SEGMENT) {
            return;
        }
        if (judging.compareAndSet(false, true)) {
            try {
                judge(look(), clock.getAsLong());
            } finally {
                judging.set(false);
            }
        }
    }

    private void judge(Seen all, long now) {
        Seen segment = all.less(seen);
        if (segment.calls() < SEGMENT) {
            return;
        }
        seen = all;
        double lost = segment.overhead() - segment.avoided();
        if (lost <= 0) {
            begin(all);
            nextRest = FIRST_REST;
            return;
        }
        losing++;
        lostInRow += lost;
        callsInRow += segment.calls();
        if (losing >= (hitPays(segment) ? LOSING_SEGMENTS_WHERE_HITS_PAY : LOSING_SEGMENTS)) {
            rest(now);
        }
    }

    private void begin(Seen all) {
        seen = all;
        losing = 0;
        lostInRow = 0;
        callsInRow = 0;
    }

    /** Where there are too few hits to tell, a miss does all that a hit does, and more. */
    private boolean hitPays(Seen segment) {
        double hit = segment.hits() >= TELLING_HITS
                ? segment.hitTime() / segment.hits()
                : (segment.overhead() - segment.hitTime()) / Math.max(1, segment.misses());
        return hit < meter.loadNanos() / 1e9;
    }

    private void rest(long now) {
        String words = String.format(
                Locale.ROOT,
                "over its last %,d calls it cost %.0f µs a call more than it saved, with a method that takes %.0f µs;"
                        + " its calls go straight to the method for %d min, then it is tried again (pin: true keeps it on)",
                callsInRow,
                1e6 * lostInRow / callsInRow,
                meter.loadNanos() / 1e3,
                Duration.ofNanos(nextRest).toMinutes());
        reason = words;
        long until = now + nextRest;
        restsUntil = until == 0 ? 1 : until;
        nextRest = Math.min(2 * nextRest, LONGEST_REST);
        report.accept(words);
    }

    private Seen look() {
        return new Seen(
                meter.hits() + meter.stales(),
                meter.misses(),
                meter.hitTimes().sumInSeconds(),
                meter.overheadInSeconds(),
                meter.avoidedInSeconds());
    }
}
