package dev.larder.engine;

import dev.larder.engine.coherence.CachedMethod;
import dev.larder.engine.coherence.Coherence;
import dev.larder.engine.coherence.CoherenceSettings;
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
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.ValueSettings;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One set of rules at work: turns each woven method into the handler that serves it. Safe for use by many threads.
 */
public final class Engine implements WovenMethods {
    private final Map<String, CacheRule> caches = new LinkedHashMap<>();
    private final Map<String, InvalidationRule> invalidations = new LinkedHashMap<>();
    private final List<Pattern> patterns;
    private final List<CacheKeys> cacheKeys;
    private final List<Selection> selections = new ArrayList<>();
    private final Codecs codecs = new Codecs();
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
            if (rule.enabled()) {
                selections.add(new Selection(rule.name(), rule.method(), Selection.Purpose.CACHE));
            }
        }
        for (InvalidationRule rule : rules.invalidations()) {
            invalidations.put(rule.name(), rule);
            if (rule.enabled()) {
                selections.add(new Selection(rule.name(), rule.method(), Selection.Purpose.EVICT));
            }
        }
        // Of disabled rules too: another JVM, whose rules are older or newer, may have them enabled
        this.patterns = rules.invalidations().stream()
                .flatMap(rule -> rule.evict().stream())
                .toList();
        this.cacheKeys = rules.caches().stream().map(CacheRule::keys).toList();
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
                return evictingMethod(method, evicting);
            }
            return caching.isEmpty() ? CallHandler.NOTHING : cachedMethod(owner, method, caching.get(0));
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

    private CallHandler cachedMethod(Class<?> owner, Method method, Selection selection) {
        CacheRule rule = caches.get(selection.rule());
        if (rule == null) {
            return CallHandler.NOTHING;
        }
        try {
            KeyPlan keys = rule.keyPlan(method, patterns);
            Declaration declared = Declaration.of(method, owner);
            Codec codec = codecs.forMethod(declared.method(), declared.type(), ValueSettings.allowing(rule.allow()));
            if (codec.wrapper() != null && !CompletionStage.class.isAssignableFrom(method.getReturnType())) {
                // Who sees such a value come has to stand in its way, which the weaver can't do yet.
                refused(
                        selection,
                        TypeNames.describe(method),
                        "returns a " + method.getReturnType().getSimpleName()
                                + ": values of reactive types are not cached yet, those of CompletableFuture are");
                return CallHandler.NOTHING;
            }
            return new CachedMethod(
                    new CachedMethod.Binding(
                            keys,
                            codec,
                            rule.name(),
                            selection.selector().type(),
                            owner,
                            method.getName()
                                    + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                            .toMethodDescriptorString(),
                            method.getReturnType(),
                            !Modifier.isSynchronized(method.getModifiers())),
                    rule.ttl(),
                    rule.jitterPercent(),
                    CoherenceSettings.DEFAULT,
                    coherence,
                    metrics.cache(rule.name()),
                    new Refusals(rule.name(), TypeNames.describe(method), board, log));
        } catch (TemplateException | RefusedException misfit) {
            refused(selection, TypeNames.describe(method), String.valueOf(misfit.getMessage()));
            return CallHandler.NOTHING;
        }
    }

    private CallHandler evictingMethod(Method method, List<Selection> evicting) {
        List<EvictionPlan> plans = new ArrayList<>();
        Map<String, CacheMeter> reached = new LinkedHashMap<>();
        for (Selection selection : evicting) {
            InvalidationRule rule = invalidations.get(selection.rule());
            if (rule == null) {
                continue;
            }
            try {
                EvictionPlan plan = rule.evictionPlan(method, cacheKeys);
                plans.add(plan);
                plan.caches().forEach(cache -> reached.put(cache, metrics.cache(cache)));
            } catch (TemplateException misfit) {
                refused(selection, TypeNames.describe(method), String.valueOf(misfit.getMessage()));
            }
        }
        return plans.isEmpty()
                ? CallHandler.NOTHING
                : new EvictingMethod(
                        TypeNames.describe(method), plans, coherence, CoherenceSettings.DEFAULT, reached, log);
    }

    /** The door for whoever watches transactions and requests. */
    public UnitsOfWork units() {
        return coherence.units();
    }

    @Override
    public void woven(Selection selection, String method) {
        store.wake();
        board.woven(selection.rule(), method);
        log.debug(selection.rule() + ": woven " + method);
    }

    @Override
    public void refused(Selection selection, String reason) {
        refused(selection, null, reason);
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
