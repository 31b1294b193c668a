package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long calls took, in seconds.
 *
 * @param p50 half took no longer; over several JVMs their average
 * @param p99 99 of 100 took no longer; over several JVMs the worst of them
 */
record Latency(double p50, double p99, double sum, long count) {
    static Latency of(@Nullable Object json) {
        Map<String, @Nullable Object> said = JsonReader.object(json);
        return new Latency(
                CacheWorth.number(said.get("p50")),
                CacheWorth.number(said.get("p99")),
                CacheWorth.number(said.get("sum")),
                (long) CacheWorth.number(said.get("count")));
    }

    Latency plus(Latency other) {
        long all = count + other.count;
        return new Latency(
                all == 0 ? 0 : (p50 * count + other.p50 * other.count) / all,
                Math.max(p99, other.p99),
                sum + other.sum,
                all);
    }

    /** Since an earlier look at the same calls; percentiles stay those of all. */
    Latency since(Latency before) {
        return new Latency(p50, p99, Math.max(0, sum - before.sum), Math.max(0, count - before.count));
    }

    /** Null where there were no calls. */
    @Nullable
    Double mean() {
        return count == 0 ? null : sum / count;
    }
}
