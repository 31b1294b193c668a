package dev.larder.engine.metric;

import dev.larder.engine.rule.RuleBoard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus is told, under the names of {@code docs/metrics.md}. Holds the registry; safe for use by many threads.
 */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, CacheMeter> caches = new LinkedHashMap<>();
    private final Map<String, Timer> commands = new ConcurrentHashMap<>();
    private final MultiGauge ruleInfo = MultiGauge.builder("larder.rule.info")
            .description("1 for the status that each rule has")
            .register(registry);
    private final RuleBoard board;

    public Metrics(Collection<String> cacheNames, RuleBoard board) {
        this.board = board;
        cacheNames.forEach(name -> caches.put(name, new CacheMeter(registry, name)));
    }

    /** The meter of one of the caches named at construction. */
    public CacheMeter cache(String name) {
        CacheMeter meter = caches.get(name);
        if (meter == null) {
            throw new IllegalArgumentException("no cache " + name);
        }
        return meter;
    }

    /** Tells of the store from now on. */
    public void watchStore(BooleanSupplier up, IntSupplier pendingEvictions) {
        Gauge.builder("larder.store.up", up, supplier -> supplier.getAsBoolean() ? 1 : 0)
                .description("1 while the store answers, 0 while calls go past the cache")
                .strongReference(true)
                .register(registry);
        Gauge.builder("larder.evictions.pending", pendingEvictions, IntSupplier::getAsInt)
                .description("Evictions remembered until the store can be reached")
                .strongReference(true)
                .register(registry);
    }

    /** One store command has ended, well or not. */
    public void storeCommand(String command, long nanos) {
        Timer timer = commands.get(command);
        if (timer == null) {
            timer = commands.computeIfAbsent(
                    command,
                    name -> Timer.builder("larder.store")
                            .description("Time of store commands, as the caller sees them")
                            .tag("command", name)
                            .serviceLevelObjectives(CacheMeter.Buckets.CALLS)
                            .register(registry));
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * The text that Prometheus scrapes.
     *
     * @param accept the request's Accept header, null if it has none
     */
    public String scrape(@Nullable String accept) {
        ruleInfo.register(
                board.entries().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("rule", entry.rule(), "status", RuleBoard.word(entry.status())), 1))
                        .toList(),
                true);
        return accept == null || accept.isBlank() ? registry.scrape() : registry.scrape(accept);
    }

    /** For publishing elsewhere, and for tests. */
    public MeterRegistry registry() {
        return registry;
    }
}
