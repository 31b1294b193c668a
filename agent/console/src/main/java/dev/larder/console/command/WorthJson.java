package dev.larder.console.command;

import dev.larder.console.JsonText;

/** What a cache is worth, for programs. */
final class WorthJson {
    private WorthJson() {}

    /** Into an object that is open. */
    static void write(JsonText text, CacheWorth worth) {
        text.name("status").value(worth.status());
        text.name("hits").value(worth.hits()).name("stale").value(worth.stale());
        text.name("misses").value(worth.misses());
        Double rate = worth.hitRate();
        text.name("hitRate").value(rate == null ? Double.NaN : rate);
        text.name("puts").value(worth.puts()).name("evictions").value(worth.evictions());
        text.name("bypasses").open('{');
        worth.bypasses().forEach((reason, count) -> text.name(reason).value(count));
        text.close('}').name("discards").open('{');
        worth.discards().forEach((reason, count) -> text.name(reason).value(count));
        text.close('}');
        latency(text.name("hit"), worth.hit());
        latency(text.name("miss"), worth.miss());
        text.name("savedSeconds").value(worth.saved());
        text.name("off").value(worth.off()).name("reason").value(worth.reason());
    }

    private static void latency(JsonText text, Latency latency) {
        Double mean = latency.mean();
        text.open('{').name("mean").value(mean == null ? Double.NaN : mean);
        text.name("p50").value(latency.p50()).name("p99").value(latency.p99());
        text.name("count").value(latency.count()).close('}');
    }
}
