package dev.larder.engine.metric;

import dev.larder.engine.rule.RuleBoard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
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
    private final Map<String, CacheMeter> caches = new ConcurrentHashMap<>();
    private final Map<String, Timer> commands = new ConcurrentHashMap<>();
    private final MultiGauge ruleInfo = MultiGauge.builder("larder.rule.info")
            .description("1 for the status that each rule has")
            .register(registry);
    private final Counter reloads = reloads("success");
    private final Counter failedReloads = reloads("failure");
    private volatile @Nullable RuleBoard board;

    private Counter reloads(String result) {
        return Counter.builder("larder.reloads")
                .description("Changes of the rules that were read, by whether they came into force")
                .tag("result", result)
                .register(registry);
    }

    /** The meter of a cache, made when it is first asked for: a cache that no rule names any more keeps its figures. */
    public CacheMeter cache(String name) {
        return caches.computeIfAbsent(name, key -> new CacheMeter(registry, key));
    }

    /** These rules are in force from now on. */
    public void show(RuleBoard rules) {
        board = rules;
    }

    /** A change of the rules was read. */
    public void reloaded(boolean inForce) {
        (inForce ? reloads : failedReloads).increment();
    }

    /** Tells of the store from now on. Called once. */
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
        RuleBoard shown = board;
        ruleInfo.register(
                (shown == null ? List.<RuleBoard.Entry>of() : shown.entries())
                        .stream()
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
