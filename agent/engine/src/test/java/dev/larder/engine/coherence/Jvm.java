package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.EvictionPlan;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.TemplateParser;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Sealing;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One JVM of a fleet, as woven methods see it: {@code post(id)} is cached under {@code post:ID}, {@code list(page)} under
 * {@code posts:PAGE}; {@code save(id)} evicts the post and all lists, {@code create()} the post that it returns.
 */
final class Jvm {
    private static final String DESCRIPTOR = "(I)Ljava/lang/String;";

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO);
    private final Duration ttl;
    private final Coherence coherence;
    private final Metrics metrics;
    private final RuleBoard board;
    private final CachedMethod post;
    private final CachedMethod list;
    private final EvictingMethod save;
    private final EvictingMethod create;

    interface Woven {
        String post(int id);

        String list(int page);

        void save(int id);

        String create();
    }

    Jvm(Store store) {
        this(store, CoherenceSettings.DEFAULT, false);
    }

    Jvm(Store store, CoherenceSettings settings, boolean entities) {
        this(store, settings, new TextCodec(TextCodec.SHAPE, entities), Duration.ofMinutes(5));
    }

    Jvm(Store store, CoherenceSettings settings, Codec codec, Duration ttl) {
        this(null, store, settings, codec, ttl);
    }

    /** What becomes of one whose rules come to name another store. */
    Jvm(Jvm before, Store store) {
        this(before, store, CoherenceSettings.DEFAULT, new TextCodec(TextCodec.SHAPE, false), before.ttl);
    }

    private Jvm(Jvm before, Store store, CoherenceSettings settings, Codec codec, Duration ttl) {
        this.ttl = ttl;
        coherence =
                before == null ? new Coherence(store, Sealing.NONE, log) : before.coherence.over(store, Sealing.NONE);
        board = new RuleBoard(new Rules(
                new StoreSettings("test", "memory:", false, Duration.ofSeconds(2)),
                new MetricsSettings(false, "127.0.0.1", 0),
                List.of(),
                List.of()));
        metrics = new Metrics();
        try {
            Pattern onePost = TemplateParser.pattern("post:{0}");
            Pattern lists = TemplateParser.pattern("posts:*");
            Pattern created = TemplateParser.pattern("post:{result}");
            List<Pattern> patterns = List.of(onePost, lists, created);
            post = cached("post", "post:{0}", patterns, settings, codec);
            list = cached("list", "posts:{0}", patterns, settings, codec);
            save = evicting("save", List.of(onePost, lists), settings);
            create = evicting("create", List.of(created), settings);
        } catch (TemplateException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /** Its caches switch themselves off from now on, where they cost more than they save. */
    void judgesItself() {
        List.of("post", "list").forEach(cache -> metrics.cache(cache).benefit().allow(true));
    }

    void level(Log.Level level) {
        log.level(level);
    }

    private static Method method(String name) {
        return Arrays.stream(Woven.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CachedMethod cached(
            String cache, String key, List<Pattern> patterns, CoherenceSettings settings, Codec codec)
            throws TemplateException {
        KeyPlan keys = KeyPlan.compile(
                new CacheKeys(cache, TemplateParser.key(key), List.of(), Set.of(), null, List.of()),
                method(cache),
                patterns);
        return new CachedMethod(
                new CachedMethod.Binding(
                        keys,
                        codec,
                        cache,
                        Woven.class.getName(),
                        Woven.class,
                        cache + "(I)Ljava/lang/String;",
                        String.class,
                        true,
                        false),
                null,
                Keeping.of(ttl, 0),
                settings,
                coherence,
                metrics.cache(cache),
                null,
                new Refusals(cache, cache, board, log));
    }

    private EvictingMethod evicting(String name, List<Pattern> patterns, CoherenceSettings settings)
            throws TemplateException {
        List<CacheKeys> caches = List.of(
                new CacheKeys("post", TemplateParser.key("post:{0}"), List.of(), Set.of(), List.of("int"), List.of()),
                new CacheKeys("list", TemplateParser.key("posts:{0}"), List.of(), Set.of(), List.of("int"), List.of()));
        EvictionPlan plan = EvictionPlan.compile(name, patterns, method(name), null, caches);
        return new EvictingMethod(
                name,
                List.of(plan),
                null,
                coherence,
                settings,
                Map.of("post", metrics.cache("post"), "list", metrics.cache("list")),
                log);
    }

    /** Where the values of a cached method lie. */
    static String field(String cache) {
        return new FieldNames(cache, Woven.class.getName(), Woven.class, cache + DESCRIPTOR, 42).of(null);
    }

    UnitsOfWork units() {
        return coherence.units();
    }

    Coherence coherence() {
        return coherence;
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    double counted(String meter, String... tags) {
        StringBuilder sample = new StringBuilder(meter.replace('.', '_')).append("_total{");
        for (int i = 0; i < tags.length; i += 2) {
            sample.append(i == 0 ? "" : ",")
                    .append(tags[i])
                    .append("=\"")
                    .append(tags[i + 1])
                    .append('"');
        }
        String wanted = sample.append("} ").toString();
        return metrics.scrape(null)
                .lines()
                .filter(line -> line.startsWith(wanted))
                .mapToDouble(line -> Double.parseDouble(line.substring(wanted.length())))
                .findFirst()
                .orElseThrow();
    }

    String post(int id, Supplier<String> body) {
        return call(post, body, id);
    }

    String list(int page, Supplier<String> body) {
        return call(list, body, page);
    }

    void save(int id, Runnable body) {
        call(save, nothing(body), id);
    }

    void create(String id, Runnable body) {
        call(create, () -> {
            body.run();
            return id;
        });
    }

    private static Supplier<String> nothing(Runnable body) {
        return () -> {
            body.run();
            return null;
        };
    }

    /** As a woven method does. */
    private static String call(CallHandler handler, Supplier<String> body, Object... arguments) {
        Object entered = handler.enter(null, arguments);
        if (entered instanceof Object[] hit) {
            return (String) hit[0];
        }
        if (!(entered instanceof OpenCall open)) {
            return body.get();
        }
        try {
            String returned = body.get();
            open.close(returned, null);
            return returned;
        } catch (RuntimeException thrown) {
            open.close(null, thrown);
            throw thrown;
        }
    }
}
