package dev.larder.console.http;

import dev.larder.console.JsonText;
import dev.larder.engine.metric.CacheFigures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hit rates of the last quarter of an hour, a sample every few seconds. A cache has a line from the first call that
 * asked it on. Safe for use by many threads.
 */
final class History {
    static final int SECONDS = 5;
    static final int SAMPLES = 15 * 60 / SECONDS;

    /** More caches than anybody has rules for: those that come later have no line. */
    private static final int MOST_CACHES = 1_000;

    private final Map<String, Line> lines = new LinkedHashMap<>(); // guarded by this

    /** One cache's samples, in a ring. */
    private static final class Line {
        /** Not a number where nobody asked. */
        private final float[] rates = new float[SAMPLES];

        private long served;
        private long missed;

        Line(CacheFigures now) {
            Arrays.fill(rates, Float.NaN);
            served = now.hits() + now.stales();
            missed = now.misses();
        }

        void add(CacheFigures now, int at) {
            long hits = now.hits() + now.stales() - served;
            long misses = now.misses() - missed;
            served += hits;
            missed += misses;
            rates[at] = hits + misses == 0 ? Float.NaN : hits / (float) (hits + misses);
        }
    }

    private int next; // guarded by this

    synchronized void sample(List<CacheFigures> figures) {
        for (CacheFigures now : figures) {
            Line line = lines.get(now.cache());
            if (line != null) {
                line.add(now, next);
            } else if (lines.size() < MOST_CACHES && now.hits() + now.stales() + now.misses() > 0) {
                lines.put(now.cache(), new Line(CacheFigures.none(now.cache())));
                lines.get(now.cache()).add(now, next);
            }
        }
        next = (next + 1) % SAMPLES;
    }

    /** From the oldest sample to the newest; what isn't known is null. */
    synchronized JsonText json() {
        JsonText json = new JsonText().open('{').name("seconds").value(SECONDS);
        json.name("caches").open('{');
        lines.forEach((cache, line) -> {
            json.name(cache).open('[');
            for (int i = 0; i < SAMPLES; i++) {
                float rate = line.rates[(next + i) % SAMPLES];
                json.value(Float.isNaN(rate) ? Double.NaN : Math.round(rate * 1_000) / 1_000.0);
            }
            json.close(']');
        });
        return json.close('}').close('}');
    }
}
