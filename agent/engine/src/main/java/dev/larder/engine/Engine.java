package dev.larder.engine;

import dev.larder.engine.coherence.CachedMethod;
import dev.larder.engine.coherence.Coherence;
import dev.larder.engine.coherence.EvictingMethod;
import dev.larder.engine.coherence.Refusals;
import dev.larder.engine.coherence.UnitsOfWork;
import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.EvictionPlan;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.log.Log;
import dev.larder.engine.match.TypeNames;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.InvalidationRule;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.Ending;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.warm.RememberedMethods;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One set of rules at work: turns each woven method into the handler that serves it. Safe for use by many threads.
 */
public final class Engine implements WovenMethods {
    private final Map<String, CacheRule> caches = new LinkedHashMap<>();
    private final Map<String, InvalidationRule> invalidations = new LinkedHashMap<>();
    private final List<Pattern> patterns;
    private final List<CacheKeys> cacheKeys;
    private final List<Selection> selections;
    private final SafetySettings safety;
    private final Codecs codecs = new Codecs();
    private final @Nullable Remembering remembering;
    private final Coherence coherence;
    private final Store store;
    private final Metrics metrics;
    private final RuleBoard board;
    private final Log log;

    /** @param coherence shared by all rules that are ever in force: a thread may be within a call of those before */
    public Engine(Rules rules, Store store, Coherence coherence, Metrics metrics, RuleBoard board, Log log) {
        this.coherence = coherence;
        this.store = store;
        this.metrics = metrics;
        this.board = board;
        this.log = log;
        for (CacheRule rule : rules.caches()) {
            caches.put(rule.name(), rule);
            metrics.cache(rule.name()).benefit().allow(!rule.serving().pinned());
        }
        rules.invalidations().forEach(rule -> invalidations.put(rule.name(), rule));
        this.remembering = rules.warm() == null ? null : new Remembering(codecs);
        List<Selection> wanted = new ArrayList<>(Selection.of(rules));
        if (remembering != null) {
            wanted.addAll(Selection.around(rules));
        }
        this.selections = List.copyOf(wanted);
        this.safety = rules.store().safety();
        // Of disabled rules too: another JVM, whose rules are older or newer, may have them enabled
        this.patterns = rules.invalidations().stream()
                .flatMap(rule -> rule.evict().stream())
                .toList();
        this.cacheKeys = rules.caches().stream().map(CacheRule::keys).toList();
        coherence.units().caches(meters());
    }

    private Map<String, CacheMeter> meters() {
        Map<String, CacheMeter> meters = new LinkedHashMap<>();
        caches.keySet().forEach(cache -> meters.put(cache, metrics.cache(cache)));
        return meters;
    }

    @Override
    public List<Selection> selections() {
        return List.copyOf(selections);
    }

    @Override
    public CallHandler bind(Class<?> owner, Method method, List<Selection> chosen) {
        try {
            List<Selection> evicting = of(chosen, Selection.Purpose.EVICT);
            List<Selection> caching = of(chosen, Selection.Purpose.CACHE);
            for (Selection late :
                    caching.subList(evicting.isEmpty() ? Math.min(1, caching.size()) : 0, caching.size())) {
                refused(
                        late,
                        TypeNames.describe(method),
                        evicting.isEmpty()
                                ? "is cached by " + caching.get(0).rule() + " already"
                                : "evicts as well, by " + evicting.get(0).rule());
            }
            if (!evicting.isEmpty()) {
                return evictingMethod(owner, method, evicting);
            }
            return caching.isEmpty() ? passage(chosen) : cachedMethod(owner, method, caching.get(0));
        } catch (RuntimeException | LinkageError fault) {
            chosen.forEach(selection -> failed(selection, owner.getName(), fault));
            return CallHandler.NOTHING;
        }
    }

    private static List<Selection> of(List<Selection> chosen, Selection.Purpose purpose) {
        return chosen.stream()
                .filter(selection -> selection.purpose() == purpose)
                .toList();
    }

    private CallHandler passage(List<Selection> chosen) {
        List<Selection> passing = of(chosen, Selection.Purpose.PASS);
        return remembering == null || passing.isEmpty()
                ? CallHandler.NOTHING
                : remembering.passages(passing.get(0).rule());
    }

    private CallHandler cachedMethod(Class<?> owner, Method method, Selection selection) {
        CacheRule rule = caches.get(selection.rule());
        if (rule == null) {
            return CallHandler.NOTHING;
        }
        try {
            KeyPlan keys = rule.keyPlan(method, patterns);
            Declaration declared = Declaration.of(method, owner);
            String secured = Proxy.isProxyClass(owner) && !rule.serving().throughProxy()
                    ? SecurityAnnotations.on(owner, method)
                    : null;
            if (secured != null) {
                refused(
                        selection,
                        TypeNames.describe(method),
                        "has no body of its own to be cached below the proxy that checks its " + secured
                                + ": a hit would be served to everybody. Write through-proxy: true where that is right");
                return CallHandler.NOTHING;
            }
            Codec codec = codecs.forMethod(declared.method(), declared.type(), RuleSettings.values(rule.values()));
            CacheMeter meter = metrics.cache(rule.name());
            String name = method.getName()
                    + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                            .toMethodDescriptorString();
            return new CachedMethod(
                    new CachedMethod.Binding(
                            keys,
                            codec,
                            rule.name(),
                            selection.selector().type(),
                            owner,
                            name,
                            method.getReturnType(),
                            !Modifier.isSynchronized(method.getModifiers()),
                            !Modifier.isStatic(method.getModifiers()) && !rule.mentionsThis()),
                    rule.whenPlan(method),
                    RuleSettings.keeping(rule, declared.method()),
                    RuleSettings.serving(rule, safety),
                    coherence,
                    meter,
                    remembering == null
                            ? null
                            : remembering.method(rule, method, owner, CachedMethod.source(owner, name), codec, meter),
                    new Refusals(rule.name(), TypeNames.describe(method), board, log));
        } catch (TemplateException | RefusedException misfit) {
            refused(selection, TypeNames.describe(method), String.valueOf(misfit.getMessage()));
            return CallHandler.NOTHING;
        }
    }

    private CallHandler evictingMethod(Class<?> owner, Method method, List<Selection> evicting) {
        Method declared = Declaration.of(method, owner).method();
        List<EvictionPlan> plans = new ArrayList<>();
        Map<String, CacheMeter> reached = new LinkedHashMap<>();
        for (Selection selection : evicting) {
            InvalidationRule rule = invalidations.get(selection.rule());
            if (rule == null) {
                continue;
            }
            try {
                EvictionPlan plan = rule.evictionPlan(declared, cacheKeys);
                plans.add(plan);
                plan.caches().forEach(cache -> reached.put(cache, metrics.cache(cache)));
            } catch (TemplateException misfit) {
                refused(selection, TypeNames.describe(method), String.valueOf(misfit.getMessage()));
            }
        }
        return plans.isEmpty()
                ? CallHandler.NOTHING
                : new EvictingMethod(
                        TypeNames.describe(method),
                        plans,
                        ending(method, evicting),
                        coherence,
                        RuleSettings.evicting(safety),
                        reached,
                        log);
    }

    private @Nullable Ending ending(Method method, List<Selection> evicting) {
        try {
            return Ending.of(method.getReturnType());
        } catch (RefusedException unknown) {
            // Evicted all the same, when the method returns
            evicting.forEach(
                    selection -> refused(selection, TypeNames.describe(method), String.valueOf(unknown.getMessage())));
            return null;
        }
    }

    /** What can be made again; null where the rules don't want that. */
    public @Nullable RememberedMethods remembered() {
        return remembering == null ? null : remembering.methods();
    }

    /** The door for whoever watches transactions and requests. */
    public UnitsOfWork units() {
        return coherence.units();
    }

    @Override
    public void woven(Selection selection, String method, String loader) {
        if (selection.purpose() == Selection.Purpose.PASS) {
            if (remembering != null) {
                remembering.passages(selection.rule()).present();
            }
            return;
        }
        store.wake();
        board.woven(selection.rule(), method, loader);
        log.debug(selection.rule() + ": woven " + method);
    }

    @Override
    public void refused(Selection selection, String reason) {
        // What stands in the way of the proxies stands in the way of the cache, which has been told of it
        if (selection.purpose() != Selection.Purpose.PASS) {
            refused(selection, null, reason);
        }
    }

    /** @param method as it was told to be woven; null where it wasn't */
    private void refused(Selection selection, @Nullable String method, String reason) {
        String words = method == null ? reason : method + " " + reason;
        if (board.refused(selection.rule(), method, words)) {
            log.warn(selection.selector().at() + ": " + selection.rule() + " is refused: " + words);
        }
    }

    @Override
    public void failed(Selection selection, String type, Throwable fault) {
        if (board.failed(selection.rule(), "Larder failed at " + type + ": " + fault)) {
            log.fault(
                    selection.selector().at() + ": " + selection.rule() + ": Larder failed at " + type
                            + ", which stays as it is",
                    fault);
        }
    }
}
