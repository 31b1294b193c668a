package dev.larder.engine.metric;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The application's own Micrometer, to which the figures are given as well, below {@code larder.}. Its classes are not
 * those of Larder's Micrometer, so that they are called by name, and get nothing of ours but functions of the JDK's types.
 * By one thread at a time.
 */
public final class ApplicationRegistry {
    /** Put together here and not by the compiler: whoever relocates Larder's Micrometer would rename this one as well. */
    private static final String PACKAGE = String.join(".", "io", "micrometer", "core", "instrument") + ".";

    /** The class whose registry all of an application's registries are usually put into. */
    public static final String NAME = PACKAGE + "Metrics";

    private final Object registry;
    private final Class<?> registryType;
    private final Class<?> counters;
    private final Class<?> gauges;
    private final Class<?> timers;
    private final Metrics metrics;
    private final Set<String> known = new HashSet<>();
    private final List<Object> meters = new ArrayList<>();

    private ApplicationRegistry(Class<?> global, Metrics metrics) throws ReflectiveOperationException {
        this.metrics = metrics;
        ClassLoader loader = global.getClassLoader();
        registryType = Class.forName(PACKAGE + "MeterRegistry", true, loader);
        counters = Class.forName(PACKAGE + "FunctionCounter", true, loader);
        gauges = Class.forName(PACKAGE + "Gauge", true, loader);
        timers = Class.forName(PACKAGE + "FunctionTimer", true, loader);
        registry = global.getField("globalRegistry").get(null);
    }

    /**
     * @param global the application's class of the name {@link #NAME}
     * @throws ReflectiveOperationException where this Micrometer is not as expected
     */
    public static ApplicationRegistry of(Class<?> global, Metrics metrics) throws ReflectiveOperationException {
        ApplicationRegistry opened = new ApplicationRegistry(global, metrics);
        opened.gauge("larder.store.up", "1 while the store answers", metrics, figures -> figures.storeUp() ? 1 : 0);
        opened.gauge(
                "larder.evictions.pending",
                "Evictions remembered until the store can be reached",
                metrics,
                Metrics::pendingEvictions);
        return opened;
    }

    /** Gives it the caches that it doesn't have yet. */
    public void update() throws ReflectiveOperationException {
        for (String cache : metrics.caches().keySet()) {
            if (known.add(cache)) {
                add(cache, metrics.cache(cache));
            }
        }
    }

    private void add(String cache, CacheMeter meter) throws ReflectiveOperationException {
        String gets = "Calls of cached methods, by how they were answered";
        count("larder.cache.gets", gets, meter, CacheMeter::hits, "cache", cache, "result", "hit");
        count("larder.cache.gets", gets, meter, CacheMeter::misses, "cache", cache, "result", "miss");
        count("larder.cache.gets", gets, meter, CacheMeter::stales, "cache", cache, "result", "stale");
        count("larder.cache.gets", gets, meter, CacheMeter::bypassed, "cache", cache, "result", "bypass");
        count("larder.cache.puts", "Values stored", meter, CacheMeter::puts, "cache", cache);
        count(
                "larder.cache.evictions",
                "Evictions that reached the cache",
                meter,
                CacheMeter::evictions,
                "cache",
                cache);
        String unannounced = "Writes that went on although the other JVMs could not be told before";
        count("larder.unannounced", unannounced, meter, CacheMeter::unannouncedWrites, "cache", cache);
        for (Bypass reason : Bypass.values()) {
            String words = "Calls that went straight to the method";
            count("larder.bypass", words, meter, m -> m.bypassed(reason), "cache", cache, "reason", reason.label());
        }
        for (Discard reason : Discard.values()) {
            String words = "Values not stored, or found and not used";
            count("larder.discard", words, meter, m -> m.discarded(reason), "cache", cache, "reason", reason.label());
        }
        String avoided = "Time that hits would have spent in the method";
        count("larder.load.avoided.seconds", avoided, meter, CacheMeter::avoidedInSeconds, "cache", cache);
        count("larder.overhead.seconds", "Time that Larder took", meter, CacheMeter::overheadInSeconds, "cache", cache);
        gauge(
                "larder.cache.off",
                "1 while the cache is switched off by itself",
                meter,
                m -> m.benefit().reason() == null ? 0 : 1,
                "cache",
                cache);
        time(meter.hitTimes(), "cache", cache, "outcome", "hit");
        time(meter.missTimes(), "cache", cache, "outcome", "miss");
    }

    private <T> void count(String name, String words, T subject, ToDoubleFunction<T> value, String... tags)
            throws ReflectiveOperationException {
        Object builder = counters.getMethod("builder", String.class, Object.class, ToDoubleFunction.class)
                .invoke(null, name, subject, value);
        register(builder, words, tags);
    }

    private <T> void gauge(String name, String words, T subject, ToDoubleFunction<T> value, String... tags)
            throws ReflectiveOperationException {
        Object builder = gauges.getMethod("builder", String.class, Object.class, ToDoubleFunction.class)
                .invoke(null, name, subject, value);
        register(builder, words, tags);
    }

    /** Without buckets, which Micrometer takes from nobody: how many calls, and how long they took together. */
    private void time(Histogram times, String... tags) throws ReflectiveOperationException {
        ToLongFunction<Histogram> count = histogram -> histogram.times().count();
        ToDoubleFunction<Histogram> seconds = Histogram::sumInSeconds;
        Object builder = timers.getMethod(
                        "builder",
                        String.class,
                        Object.class,
                        ToLongFunction.class,
                        ToDoubleFunction.class,
                        TimeUnit.class)
                .invoke(null, "larder.call", times, count, seconds, TimeUnit.SECONDS);
        register(builder, "Time of calls of cached methods, by outcome", tags);
    }

    private void register(Object builder, String words, String... tags) throws ReflectiveOperationException {
        Class<?> type = builder.getClass();
        type.getMethod("tags", String[].class).invoke(builder, (Object) tags);
        type.getMethod("description", String.class).invoke(builder, words);
        Method register = type.getMethod("register", registryType);
        Object meter = register.invoke(builder, registry);
        if (meter != null) {
            meters.add(meter);
        }
    }

    /** Takes all of it back. */
    public void remove() throws ReflectiveOperationException {
        Class<?> meterType = Class.forName(PACKAGE + "Meter", true, registryType.getClassLoader());
        Method remove = registryType.getMethod("remove", meterType);
        @Nullable InvocationTargetException failed = null;
        for (Object meter : meters) {
            try {
                remove.invoke(registry, meter);
            } catch (InvocationTargetException fault) {
                failed = fault;
            }
        }
        meters.clear();
        known.clear();
        if (failed != null) {
            throw failed;
        }
    }
}
