package dev.larder.engine.metric;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The figures of one cache. Every counter is there beforehand, so that a call neither looks one up nor allocates. Safe
 * for use by many threads; times are nanoseconds.
 */
public final class CacheMeter {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stales = new LongAdder();
    private final LongAdder bypassed = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder unannounced = new LongAdder();
    private final Counters<Bypass> bypasses = new Counters<>(Bypass.values());
    private final Counters<Discard> discards = new Counters<>(Discard.values());
    private final Histogram hitTimes = new Histogram();
    private final Histogram missTimes = new Histogram();
    private final LongAdder avoided = new LongAdder();
    private final LongAdder overhead = new LongAdder();

    /** The first loads of a JVM are slow for reasons of their own: of these it is the quickest that tells something. */
    private static final int COLD_LOADS = 16;

    /** What a load costs by now: an average that forgets, 0 before the first load. */
    private final AtomicLong loadCost = new AtomicLong();

    /** Up to {@link #COLD_LOADS}. A lost update is of no account, neither of this nor of the average. */
    private volatile int loads;

    private final HotKeys hotKeys = new HotKeys();
    private final SlowLoads slowLoads = new SlowLoads();
    private final String cache;
    private final NetBenefit benefit;

    /** @param report told in words when the cache is switched off by itself */
    CacheMeter(String cache, Consumer<String> report) {
        this(cache, report, System::nanoTime);
    }

    CacheMeter(String cache, Consumer<String> report, LongSupplier clock) {
        this.cache = cache;
        this.benefit = new NetBenefit(this, report, clock);
    }

    public void hit(long nanos) {
        hits.increment();
        served(nanos);
    }

    /** A value that somebody else reloads meanwhile, since its time has come. */
    public void stale(long nanos) {
        stales.increment();
        served(nanos);
    }

    /** A hit that has waited for somebody else's load: that costs no more than a load of one's own would have. */
    public void awaited(long nanos) {
        long load = loadCost.get();
        hits.increment();
        hitTimes.record(nanos);
        overhead.add(Math.min(nanos, load));
        avoided.add(load);
        benefit.called();
    }

    private void served(long nanos) {
        hitTimes.record(nanos);
        overhead.add(nanos);
        avoided.add(loadCost.get());
        benefit.called();
    }

    /** What is asked for most. */
    public HotKeys hotKeys() {
        return hotKeys;
    }

    /** What takes longest. */
    public SlowLoads slowLoads() {
        return slowLoads;
    }

    /** Whether the cache is worth what it costs. */
    public NetBenefit benefit() {
        return benefit;
    }

    /** A value past its time, in place of a load that threw. */
    public void stoodIn() {
        stales.increment();
    }

    /** What a load costs by now, an average that forgets; 0 before the first one. */
    public long loadNanos() {
        return loadCost.get();
    }

    /**
     * @param total from the call's start to its end
     * @param load the part of it that the method's body took
     */
    public void miss(long total, long load) {
        loaded(load);
        missed(total, load);
    }

    /** A miss whose load threw: that tells nothing of what loads cost. Parameters as of {@link #miss}. */
    public void failure(long total, long load) {
        missed(total, load);
    }

    private void missed(long total, long load) {
        misses.increment();
        missTimes.record(total);
        overhead.add(Math.max(0, total - load));
        benefit.called();
    }

    private void loaded(long load) {
        long before = loadCost.get();
        int cold = loads;
        if (cold < COLD_LOADS) {
            loads = cold + 1;
            loadCost.lazySet(cold == 0 ? load : Math.min(load, before));
        } else {
            loadCost.lazySet(before + (load - before) / 16);
        }
    }

    public void bypass(Bypass reason) {
        bypassed.increment();
        bypasses.increment(reason);
    }

    public void discard(Discard reason) {
        discards.increment(reason);
    }

    public void put() {
        puts.increment();
    }

    public void evicted() {
        evictions.increment();
    }

    /** A write went on although the other JVMs could not be told of it before. */
    public void unannounced() {
        unannounced.increment();
    }

    CacheFigures figures() {
        return new CacheFigures(
                cache,
                hits(),
                misses(),
                stales(),
                puts(),
                evictions(),
                bypasses.counted(Bypass::label),
                discards.counted(Discard::label),
                hitTimes.times(),
                missTimes.times(),
                avoidedInSeconds(),
                overheadInSeconds(),
                benefit.reason());
    }

    /** Those that were either served or loaded. */
    long calls() {
        return hits() + stales() + misses();
    }

    long hits() {
        return hits.sum();
    }

    long stales() {
        return stales.sum();
    }

    long misses() {
        return misses.sum();
    }

    long bypassed() {
        return bypassed.sum();
    }

    long puts() {
        return puts.sum();
    }

    long evictions() {
        return evictions.sum();
    }

    long unannouncedWrites() {
        return unannounced.sum();
    }

    long bypassed(Bypass reason) {
        return bypasses.sum(reason);
    }

    long discarded(Discard reason) {
        return discards.sum(reason);
    }

    Histogram hitTimes() {
        return hitTimes;
    }

    Histogram missTimes() {
        return missTimes;
    }

    /** What hits would have spent in the method, by its average load. */
    double avoidedInSeconds() {
        return avoided.sum() / 1e9;
    }

    /** What Larder itself took, of hits and of misses. */
    double overheadInSeconds() {
        return overhead.sum() / 1e9;
    }
}
