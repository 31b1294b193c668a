package dev.larder.engine.metric;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.RuleBoard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final Log log;

    private volatile BooleanSupplier storeUp = () -> false;
    private volatile IntSupplier pendingEvictions = () -> 0;
    private volatile @Nullable RuleBoard board;
    private volatile @Nullable Exposition exposition;

    /** Says nothing to anybody but those who ask. */
    public Metrics() {
        this(new Log(System.err, Log.Level.OFF));
    }

    /** @param log told of caches that are switched off by themselves, and of every command where it asks for it */
    public Metrics(Log log) {
        this.log = log;
    }

    /** The meter of a cache, made when it is first asked for: a cache that no rule names any more keeps its figures. */
    public CacheMeter cache(String name) {
        return caches.computeIfAbsent(
                name,
                key -> new CacheMeter(key, words -> log.warn("cache " + key + " is switched off by itself: " + words)));
    }

    /** Of every cache that was ever asked for, by name. */
    public List<CacheFigures> figures() {
        return new TreeMap<>(caches).values().stream().map(CacheMeter::figures).toList();
    }

    /** Of one cache, all zero where nobody has asked for it yet. */
    public CacheFigures figures(String cache) {
        CacheMeter meter = caches.get(cache);
        return meter == null ? CacheFigures.none(cache) : meter.figures();
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
        if (log.debugs()) {
            log.debug("store " + command + " took " + nanos / 1_000 + " µs");
        }
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

    public boolean storeUp() {
        return storeUp.getAsBoolean();
    }

    public int pendingEvictions() {
        return pendingEvictions.getAsInt();
    }
}
