package dev.larder.engine.metric;

import dev.larder.engine.rule.RuleBoard;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of this agent, under the names of {@code docs/metrics.md}. Counts are kept in plain counters; the library
 * that writes them out is not loaded before somebody scrapes. Safe for use by many threads.
 */
public final class Metrics {
    private final Map<String, CacheMeter> caches = new ConcurrentHashMap<>();
    private final Map<String, Histogram> commands = new ConcurrentHashMap<>();
    private final LongAdder reloads = new LongAdder();
    private final LongAdder failedReloads = new LongAdder();

    private volatile BooleanSupplier storeUp = () -> false;
    private volatile IntSupplier pendingEvictions = () -> 0;
    private volatile @Nullable RuleBoard board;
    private volatile @Nullable Exposition exposition;

    /** The meter of a cache, made when it is first asked for: a cache that no rule names any more keeps its figures. */
    public CacheMeter cache(String name) {
        return caches.computeIfAbsent(name, key -> new CacheMeter());
    }

    /** These rules are in force from now on. */
    public void show(RuleBoard rules) {
        board = rules;
    }

    /** A change of the rules was read. */
    public void reloaded(boolean inForce) {
        (inForce ? reloads : failedReloads).increment();
    }

    /** Tells of the store from now on. */
    public void watchStore(BooleanSupplier up, IntSupplier pending) {
        storeUp = up;
        pendingEvictions = pending;
    }

    /** One store command has ended, well or not. */
    public void storeCommand(String command, long nanos) {
        Histogram times = commands.get(command);
        if (times == null) {
            times = commands.computeIfAbsent(command, name -> new Histogram());
        }
        times.record(nanos);
    }

    /**
     * The text that Prometheus scrapes.
     *
     * @param accept the request's Accept header, null if it has none
     */
    public synchronized String scrape(@Nullable String accept) {
        Exposition present = exposition;
        if (present == null) {
            present = new Exposition(this);
            exposition = present;
        }
        return present.scrape(accept);
    }

    Map<String, CacheMeter> caches() {
        return caches;
    }

    Map<String, Histogram> commands() {
        return commands;
    }

    @Nullable
    RuleBoard board() {
        return board;
    }

    long reloads(boolean inForce) {
        return (inForce ? reloads : failedReloads).sum();
    }

    boolean storeUp() {
        return storeUp.getAsBoolean();
    }

    int pendingEvictions() {
        return pendingEvictions.getAsInt();
    }
}
