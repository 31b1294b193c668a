package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cache was worth so far, in one JVM or in several.
 *
 * @param status as the agent says it; several words where JVMs differ
 * @param bypasses calls that went straight to the method, by reason
 * @param discards values not stored or not used, by reason
 * @param saved seconds, less what Larder took
 * @param reason why it is refused, or what else its author should know; null where all is well
 * @param off why it is switched off; null where it isn't
 */
record CacheWorth(
        String cache,
        String status,
        long hits,
        long misses,
        long stale,
        long puts,
        long evictions,
        Map<String, Long> bypasses,
        Map<String, Long> discards,
        Latency hit,
        Latency miss,
        double saved,
        @Nullable String off,
        @Nullable String reason) {

    static CacheWorth of(Map<String, @Nullable Object> said) {
        return new CacheWorth(
                text(said.get("cache")),
                text(said.get("status")),
                (long) number(said.get("hits")),
                (long) number(said.get("misses")),
                (long) number(said.get("stale")),
                (long) number(said.get("puts")),
                (long) number(said.get("evictions")),
                counts(said.get("bypasses")),
                counts(said.get("discards")),
                Latency.of(said.get("hit")),
                Latency.of(said.get("miss")),
                number(said.get("savedSeconds")),
                said.get("off") instanceof String off ? off : null,
                said.get("reason") instanceof String reason ? reason : null);
    }

    static String text(@Nullable Object said) {
        return said instanceof String text ? text : "";
    }

    static double number(@Nullable Object said) {
        return said instanceof Double number ? number : 0;
    }

    private static Map<String, Long> counts(@Nullable Object said) {
        Map<String, Long> counts = new TreeMap<>();
        JsonReader.object(said).forEach((reason, count) -> {
            if (number(count) > 0) {
                counts.put(reason, (long) number(count));
            }
        });
        return counts;
    }

    CacheWorth plus(CacheWorth other) {
        return new CacheWorth(
                cache,
                both(status, other.status),
                hits + other.hits,
                misses + other.misses,
                stale + other.stale,
                puts + other.puts,
                evictions + other.evictions,
                sum(bypasses, other.bypasses),
                sum(discards, other.discards),
                hit.plus(other.hit),
                miss.plus(other.miss),
                saved + other.saved,
                off != null ? off : other.off,
                reason != null ? reason : other.reason);
    }

    private static String both(String one, String other) {
        Set<String> words = new LinkedHashSet<>(List.of(one.split(", ")));
        words.addAll(List.of(other.split(", ")));
        return String.join(", ", words);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    /** What came to it since an earlier look. */
    CacheWorth since(CacheWorth before) {
        return new CacheWorth(
                cache,
                status,
                Math.max(0, hits - before.hits),
                Math.max(0, misses - before.misses),
                Math.max(0, stale - before.stale),
                Math.max(0, puts - before.puts),
                Math.max(0, evictions - before.evictions),
                difference(bypasses, before.bypasses),
                discards,
                hit.since(before.hit),
                miss.since(before.miss),
                saved - before.saved,
                off,
                reason);
    }

    private static Map<String, Long> difference(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> difference = new TreeMap<>();
        now.forEach((reason, count) -> {
            long more = count - before.getOrDefault(reason, 0L);
            if (more > 0) {
                difference.put(reason, more);
            }
        });
        return difference;
    }

    /** Between 0 and 1; null where nothing was asked for. A bypassed call is neither hit nor miss. */
    @Nullable
    Double hitRate() {
        long asked = hits + stale + misses;
        return asked == 0 ? null : (double) (hits + stale) / asked;
    }

    long bypassed() {
        return bypasses.values().stream().mapToLong(Long::longValue).sum();
    }

    long calls() {
        return hits + stale + misses + bypassed();
    }
}
