package dev.larder.console.http;

import dev.larder.console.JsonText;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.metric.SlowLoads;
import java.util.List;

/** Which keys are asked for most and which loads took longest, as {@code GET /hot} tells it. Times are seconds. */
final class HotJson {
    private static final int MOST_KEYS = 10;
    private static final int MOST_LOADS = 5;

    private HotJson() {}

    static JsonText of(Metrics metrics, List<String> caches) {
        JsonText json = new JsonText().open('{').name("caches").open('[');
        for (String cache : caches) {
            CacheMeter meter = metrics.cache(cache);
            json.open('{').name("cache").value(cache).name("keys").open('[');
            for (HotKeys.Hot hot : meter.hotKeys().hottest(MOST_KEYS)) {
                json.open('{')
                        .name("key")
                        .value(hot.key())
                        .name("calls")
                        .value(hot.calls())
                        .close('}');
            }
            json.close(']').name("slow").open('[');
            for (SlowLoads.Slow slow : meter.slowLoads().slowest(MOST_LOADS)) {
                json.open('{').name("key").value(slow.key());
                json.name("seconds").value(slow.nanos() / 1e9);
                json.name("ago").value(slow.agoNanos() / 1e9).close('}');
            }
            json.close(']').close('}');
        }
        return json.close(']').close('}');
    }
}
