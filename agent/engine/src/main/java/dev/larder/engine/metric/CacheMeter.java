package dev.larder.engine.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The figures of one cache. Every meter is made beforehand, so that a call neither looks one up nor allocates. Safe for
 * use by many threads; times are nanoseconds.
 */
public final class CacheMeter {
    private final Counter hits;
    private final Counter misses;
    private final Counter bypassed;
    private final Counter puts;
    private final Counter evictions;
    private final Map<Bypass, Counter> bypasses = new EnumMap<>(Bypass.class);
    private final Map<Discard, Counter> discards = new EnumMap<>(Discard.class);
    private final Timer hitTime;
    private final Timer missTime;
    private final LongAdder avoided = new LongAdder();
    private final LongAdder overhead = new LongAdder();

    /** What a load costs by now: an average that forgets, 0 before the first load. */
    private final AtomicLong loadCost = new AtomicLong();

    CacheMeter(MeterRegistry registry, String cache) {
        hits = gets(registry, cache, "hit");
        misses = gets(registry, cache, "miss");
        bypassed = gets(registry, cache, "bypass");
        gets(registry, cache, "stale");
        puts = Counter.builder("cache.puts")
                .description("Values stored")
                .tag("cache", cache)
                .register(registry);
        evictions = Counter.builder("cache.evictions")
                .description("Evictions that reached into this cache, whatever the number of entries")
                .tag("cache", cache)
                .register(registry);
        for (Bypass reason : Bypass.values()) {
            bypasses.put(
                    reason,
                    Counter.builder("larder.bypass")
                            .description("Calls that went straight to the method, by reason")
                            .tag("cache", cache)
                            .tag("reason", reason.label())
                            .register(registry));
        }
        for (Discard reason : Discard.values()) {
            discards.put(
                    reason,
                    Counter.builder("larder.discard")
                            .description("Values not stored, or found and not used, by reason")
                            .tag("cache", cache)
                            .tag("reason", reason.label())
                            .register(registry));
        }
        hitTime = time(registry, cache, "hit");
        missTime = time(registry, cache, "miss");
        FunctionCounter.builder("larder.load.avoided", avoided, nanos -> nanos.sum() / 1e9)
                .description("Time that hits would have spent in the method, by its average load")
                .baseUnit("seconds")
                .tag("cache", cache)
                .register(registry);
        FunctionCounter.builder("larder.overhead", overhead, nanos -> nanos.sum() / 1e9)
                .description("Time that Larder itself took, of hits and of misses")
                .baseUnit("seconds")
                .tag("cache", cache)
                .register(registry);
    }

    private static Counter gets(MeterRegistry registry, String cache, String result) {
        return Counter.builder("cache.gets")
                .description("Calls of cached methods, by how they were answered")
                .tag("cache", cache)
                .tag("result", result)
                .register(registry);
    }

    private static Timer time(MeterRegistry registry, String cache, String outcome) {
        return Timer.builder("larder.call")
                .description("Time of calls of cached methods, by outcome")
                .tag("cache", cache)
                .tag("outcome", outcome)
                .serviceLevelObjectives(Buckets.CALLS)
                .register(registry);
    }

    public void hit(long nanos) {
        hits.increment();
        hitTime.record(nanos, TimeUnit.NANOSECONDS);
        overhead.add(nanos);
        avoided.add(loadCost.get());
    }

    /**
     * @param total from the call's start to its end
     * @param load the part of it that the method's body took
     */
    public void miss(long total, long load) {
        misses.increment();
        missTime.record(total, TimeUnit.NANOSECONDS);
        overhead.add(Math.max(0, total - load));
        long before = loadCost.get();
        // A lost update of the average is of no account.
        loadCost.lazySet(before == 0 ? load : before + (load - before) / 16);
    }

    @SuppressWarnings("NullAway") // the map holds every reason
    public void bypass(Bypass reason) {
        bypassed.increment();
        bypasses.get(reason).increment();
    }

    @SuppressWarnings("NullAway") // the map holds every reason
    public void discard(Discard reason) {
        discards.get(reason).increment();
    }

    public void put() {
        puts.increment();
    }

    public void evicted() {
        evictions.increment();
    }

    /** Bucket bounds: from a microsecond, a near hit, to ten seconds, a report. */
    static final class Buckets {
        static final Duration[] CALLS = {
            micros(1),
            micros(2),
            micros(5),
            micros(10),
            micros(20),
            micros(50),
            micros(100),
            micros(200),
            micros(500),
            micros(1_000),
            micros(2_000),
            micros(5_000),
            micros(10_000),
            micros(20_000),
            micros(50_000),
            micros(100_000),
            micros(200_000),
            micros(500_000),
            micros(1_000_000),
            micros(2_000_000),
            micros(5_000_000),
            micros(10_000_000)
        };

        private Buckets() {}

        private static Duration micros(long count) {
            return Duration.ofNanos(count * 1_000);
        }
    }
}
