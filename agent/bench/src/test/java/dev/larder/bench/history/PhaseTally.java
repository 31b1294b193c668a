package dev.larder.bench.history;

import java.util.Locale;

/** What was seen while one fault went on. Not thread-safe. */
public final class PhaseTally {
    private final Fault fault;
    private final long from;
    private final long to;
    private final double hits;
    private final double misses;
    private long reads;
    private long stale;
    private long inTheWindow;
    private long invented;

    PhaseTally(Fault fault, long from, long to, double hits, double misses) {
        this.fault = fault;
        this.from = from;
        this.to = to;
        this.hits = hits;
        this.misses = misses;
    }

    long from() {
        return from;
    }

    void addRead() {
        reads++;
    }

    void addStale(boolean window) {
        if (window) {
            inTheWindow++;
        } else {
            stale++;
        }
    }

    void addInvented() {
        invented++;
    }

    public Fault fault() {
        return fault;
    }

    public long reads() {
        return reads;
    }

    /** Older than the newest change that had returned, outside of the window. */
    public long stale() {
        return stale;
    }

    /** The same in the window that {@code on-unreachable: proceed} leaves. */
    public long inTheWindow() {
        return inTheWindow;
    }

    /** That have seen what was never there. */
    public long invented() {
        return invented;
    }

    /** By the agents' own figures; NaN where there are none. */
    public double hitRate() {
        return hits / (hits + misses);
    }

    @Override
    public String toString() {
        double seconds = (to - from) / 1e9;
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %,d | %,.0f | %d | %d | %d | %.1f %% |",
                fault.text(),
                seconds,
                reads,
                reads / seconds,
                stale,
                inTheWindow,
                invented,
                100 * hitRate());
    }
}
