package dev.larder.engine.metric;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

/** What is counted of each cache, as it is at this moment. */
final class CacheSamples {
    private final Map<String, CacheMeter> meters;
    private final List<MetricSnapshot> snapshots = new ArrayList<>();

    private CacheSamples(Map<String, CacheMeter> meters) {
        this.meters = meters;
    }

    static MetricSnapshots of(Map<String, CacheMeter> meters) {
        CacheSamples samples = new CacheSamples(meters);
        samples.read();
        return new MetricSnapshots(samples.snapshots);
    }

    private void read() {
        counter("cache_gets", "Calls of cached methods, by how they were answered", (cache, points) -> {
            CacheMeter meter = cache.meter();
            points.add(point(labels(cache, "result", "hit"), meter.hits()));
            points.add(point(labels(cache, "result", "miss"), meter.misses()));
            points.add(point(labels(cache, "result", "bypass"), meter.bypassed()));
            points.add(point(labels(cache, "result", "stale"), meter.stales()));
        });
        counter("cache_puts", "Values stored", CacheMeter::puts);
        counter(
                "cache_evictions",
                "Evictions that reached into this cache, whatever the number of entries",
                CacheMeter::evictions);
        counter(
                "larder_unannounced",
                "Writes that went on although the other JVMs could not be told before: until they are evicted, these may serve what was there before",
                CacheMeter::unannouncedWrites);
        counter("larder_bypass", "Calls that went straight to the method, by reason", (cache, points) -> {
            for (Bypass reason : Bypass.values()) {
                points.add(point(
                        labels(cache, "reason", reason.label()), cache.meter().bypassed(reason)));
            }
        });
        counter("larder_discard", "Values not stored, or found and not used, by reason", (cache, points) -> {
            for (Discard reason : Discard.values()) {
                points.add(point(
                        labels(cache, "reason", reason.label()), cache.meter().discarded(reason)));
            }
        });
        counter(
                "larder_load_avoided_seconds",
                "Time that hits would have spent in the method, by its average load",
                CacheMeter::avoidedInSeconds);
        counter(
                "larder_overhead_seconds",
                "Time that Larder itself took, of hits and of misses",
                CacheMeter::overheadInSeconds);
        GaugeSnapshot.Builder off = GaugeSnapshot.builder()
                .name("larder_cache_off")
                .help("1 while the cache is switched off by itself, since it costs more than it saves");
        meters.forEach((name, meter) -> off.dataPoint(
                new GaugeDataPointSnapshot(meter.benefit().reason() == null ? 0 : 1, Labels.of("cache", name), null)));
        snapshots.add(off.build());
    }

    private record Cache(String name, CacheMeter meter) {}

    private static Labels labels(Cache cache, String label, String value) {
        return Labels.of("cache", cache.name(), label, value);
    }

    private static CounterDataPointSnapshot point(Labels labels, long count) {
        return new CounterDataPointSnapshot((double) count, labels, null, 0);
    }

    private void counter(String name, String words, ToDoubleFunction<CacheMeter> value) {
        counter(
                name,
                words,
                (cache, points) -> points.add(new CounterDataPointSnapshot(
                        value.applyAsDouble(cache.meter()), Labels.of("cache", cache.name()), null, 0)));
    }

    private void counter(String name, String words, BiConsumer<Cache, List<CounterDataPointSnapshot>> read) {
        List<CounterDataPointSnapshot> points = new ArrayList<>();
        meters.forEach((cache, meter) -> read.accept(new Cache(cache, meter), points));
        if (!points.isEmpty()) {
            snapshots.add(new CounterSnapshot(new MetricMetadata(name, words), points));
        }
    }
}
