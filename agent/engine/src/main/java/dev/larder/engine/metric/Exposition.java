package dev.larder.engine.metric;

import dev.larder.engine.rule.RuleBoard;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the figures for Prometheus. Everything is read when it is scraped; nothing is pushed from a call, nor is a lock
 * taken that a call needs. By one thread at a time.
 */
final class Exposition {
    private final Metrics metrics;
    private final PrometheusRegistry collectors = new PrometheusRegistry();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
    private final MultiGauge ruleInfo = MultiGauge.builder("larder.rule.info")
            .description("1 for the status that each rule has")
            .register(registry);

    Exposition(Metrics metrics) {
        this.metrics = metrics;
        Gauge.builder("larder.store.up", metrics, figures -> figures.storeUp() ? 1 : 0)
                .description("1 while the store answers, 0 while calls go past the cache")
                .register(registry);
        Gauge.builder("larder.evictions.pending", metrics, Metrics::pendingEvictions)
                .description("Evictions remembered until the store can be reached")
                .register(registry);
        for (boolean inForce : new boolean[] {true, false}) {
            FunctionCounter.builder("larder.reloads", metrics, figures -> figures.reloads(inForce))
                    .description("Changes of the rules that were read, by whether they came into force")
                    .tag("result", inForce ? "success" : "failure")
                    .register(registry);
        }
        // Of some hundred caches there are thousands of counters: as meters of their own they would make a scrape slow
        collectors.register((MultiCollector) () -> CacheSamples.of(new TreeMap<>(metrics.caches())));
        collectors.register((Collector) this::calls);
        collectors.register((Collector) this::commands);
    }

    String scrape(@Nullable String accept) {
        RuleBoard board = metrics.board();
        ruleInfo.register(
                (board == null ? List.<RuleBoard.Entry>of() : board.entries())
                        .stream()
                                .map(entry -> MultiGauge.Row.of(
                                        Tags.of("rule", entry.rule(), "status", RuleBoard.word(entry.status())), 1))
                                .toList(),
                true);
        return accept == null || accept.isBlank() ? registry.scrape() : registry.scrape(accept);
    }

    private HistogramSnapshot calls() {
        HistogramSnapshot.Builder times = HistogramSnapshot.builder()
                .name("larder_call_seconds")
                .help("Time of calls of cached methods, by outcome");
        new TreeMap<>(metrics.caches())
                .forEach((name, meter) -> times.dataPoint(
                                point(Labels.of("cache", name, "outcome", "hit"), meter.hitTimes()))
                        .dataPoint(point(Labels.of("cache", name, "outcome", "miss"), meter.missTimes())));
        return times.build();
    }

    private HistogramSnapshot commands() {
        HistogramSnapshot.Builder times = HistogramSnapshot.builder()
                .name("larder_store_seconds")
                .help("Time of store commands, as the caller sees them");
        new TreeMap<>(metrics.commands())
                .forEach((name, histogram) -> times.dataPoint(point(Labels.of("command", name), histogram)));
        return times.build();
    }

    private static HistogramDataPointSnapshot point(Labels labels, Histogram histogram) {
        long[] counts = histogram.counts();
        Number[] boxed = new Number[counts.length];
        for (int i = 0; i < counts.length; i++) {
            boxed[i] = counts[i];
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(Histogram.boundsInSeconds(), boxed))
                .sum(histogram.sumInSeconds())
                .build();
    }
}
