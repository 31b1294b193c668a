package dev.larder.engine.rule;

import dev.larder.engine.log.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one place says of the settings: a file, one of its profiles, or the settings from outside. Null where it says
 * nothing.
 *
 * @param autoOff whether caches are switched off by themselves where they cost more than they save
 * @param warm whether calls are remembered
 * @param metrics whether there is an endpoint
 */
record Layer(
        @Nullable String namespace,
        @Nullable String url,
        @Nullable Boolean cluster,
        @Nullable Duration budget,
        @Nullable Duration writeBudget,
        SafetyLayer safety,
        @Nullable Duration ttl,
        @Nullable Integer jitterPercent,
        @Nullable Boolean autoOff,
        @Nullable WarmLayer warm,
        Log.@Nullable Level log,
        @Nullable Boolean metrics,
        @Nullable String host,
        @Nullable Integer port) {

    private static final TextReader<Log.Level> LEVEL = Quantity.oneOf(Log.Level.class);

    static final Layer EMPTY =
            new Layer(null, null, null, null, null, SafetyLayer.EMPTY, null, null, null, null, null, null, null, null);

    /** This where it says something, and what is below it where it doesn't. */
    Layer over(Layer below) {
        return new Layer(
                or(namespace, below.namespace),
                or(url, below.url),
                or(cluster, below.cluster),
                or(budget, below.budget),
                or(writeBudget, below.writeBudget),
                safety.over(below.safety),
                or(ttl, below.ttl),
                or(jitterPercent, below.jitterPercent),
                or(autoOff, below.autoOff),
                warm == null ? below.warm : warm.over(below.warm),
                or(log, below.log),
                or(metrics, below.metrics),
                or(host, below.host),
                or(port, below.port));
    }

    static <T> @Nullable T or(@Nullable T above, @Nullable T below) {
        return above != null ? above : below;
    }

    /** What {@code store}, {@code defaults}, {@code warm}, {@code metrics} and {@code log} say below a file's top or in one of its profiles. */
    static Layer of(Section section) {
        Section store = section.section(
                "store",
                "store: { namespace: blog }",
                List.of(
                        "namespace",
                        "url",
                        "cluster",
                        "budget",
                        "write-budget",
                        "seal",
                        "secret-file",
                        "on-unreachable",
                        "journal"));
        Section defaults =
                section.section("defaults", "defaults: { ttl: 5m, jitter: 10% }", List.of("ttl", "jitter", "auto-off"));
        boolean switched = section.isText("metrics");
        Section metrics = switched
                ? null
                : section.section(
                        "metrics", "metrics: { port: 9464 }, or metrics: off", List.of("enabled", "host", "port"));
        return new Layer(
                store == null ? null : store.value("namespace", "namespace: blog", Naming::namespace),
                store == null ? null : store.value("url", "url: \"redis://localhost:6379\"", StoreUrl::read),
                store == null ? null : store.value("cluster", "cluster: true", Quantity::truth),
                store == null ? null : store.value("budget", "budget: 50ms", Quantity::budget),
                store == null ? null : store.value("write-budget", "write-budget: 500ms", Quantity::budget),
                store == null ? SafetyLayer.EMPTY : SafetyLayer.of(store),
                defaults == null ? null : defaults.value("ttl", "ttl: 5m", Quantity::ttl),
                defaults == null ? null : defaults.value("jitter", "jitter: 10%", Quantity::jitter),
                defaults == null ? null : defaults.value("auto-off", "auto-off: false", Quantity::truth),
                WarmLayer.of(section),
                section.value("log", "log: debug", LEVEL),
                switched
                        ? section.value("metrics", "metrics: off", Quantity::onOrOff)
                        : metrics == null ? null : metrics.value("enabled", "enabled: false", Quantity::truth),
                metrics == null ? null : metrics.value("host", "host: 127.0.0.1", Naming::host),
                metrics == null ? null : metrics.value("port", "port: 9464", Quantity::port));
    }

    /** What the settings from outside say: agent arguments, system properties, environment, in one map already. */
    static Layer of(Map<String, String> settings, Problems problems) {
        return new Layer(
                setting("store.namespace", settings, Naming::namespace, problems),
                setting("store.url", settings, StoreUrl::read, problems),
                null,
                null,
                null,
                SafetyLayer.EMPTY,
                null,
                null,
                null,
                null,
                setting("log", settings, LEVEL, problems),
                setting("metrics", settings, Quantity::onOrOff, problems),
                setting("metrics.host", settings, Naming::host, problems),
                setting("metrics.port", settings, Quantity::port, problems));
    }

    private static <T> @Nullable T setting(
            String name, Map<String, String> settings, TextReader<T> reader, Problems problems) {
        String text = settings.get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return reader.read(text);
        } catch (SyntaxException wrong) {
            problems.add(Origin.whole("setting " + name), String.valueOf(wrong.getMessage()));
            return null;
        }
    }
}
