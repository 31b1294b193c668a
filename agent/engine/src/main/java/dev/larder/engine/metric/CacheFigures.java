package dev.larder.engine.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one cache has done so far in this JVM. Read without stopping anybody, so that a call under way may be in one figure
 * and not yet in another.
 *
 * @param bypasses how often each reason came up, those that never did left out
 * @param discards how often each reason came up, those that never did left out
 * @param loadAvoidedSeconds what hits would have spent in the method, by its average load
 * @param overheadSeconds what Larder itself took, of hits and of misses
 * @param off why the cache is switched off by itself at the moment; null where it isn't
 */
public record CacheFigures(
        String cache,
        long hits,
        long misses,
        long stales,
        long puts,
        long evictions,
        Map<String, Long> bypasses,
        Map<String, Long> discards,
        Times hit,
        Times miss,
        double loadAvoidedSeconds,
        double overheadSeconds,
        @Nullable String off) {

    /** Of a cache that nobody has called yet. */
    public static CacheFigures none(String cache) {
        Times never = new Times(0, 0, 0, 0);
        return new CacheFigures(cache, 0, 0, 0, 0, 0, Map.of(), Map.of(), never, never, 0, 0, null);
    }

    /** Null before the first call that was either. */
    public @Nullable Double hitRate() {
        long served = hits + stales;
        return served + misses == 0 ? null : served / (double) (served + misses);
    }

    /** The net benefit; below zero where the cache costs more than it saves. */
    public double savedSeconds() {
        return loadAvoidedSeconds - overheadSeconds;
    }
}
