package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an invalidation evicts, bound to one method. Immutable; any thread. Never throws on a call. */
public final class EvictionPlan {
    private final String ruleName;
    private final List<PatternPlan> patterns;
    private final List<Pattern> unmatched;
    private final Set<String> caches;

    private EvictionPlan(String ruleName, List<PatternPlan> patterns, List<Pattern> unmatched, Set<String> caches) {
        this.ruleName = ruleName;
        this.patterns = List.copyOf(patterns);
        this.unmatched = List.copyOf(unmatched);
        this.caches = Set.copyOf(caches);
    }

    /**
     * Binds an invalidation to a method, with access to what public code can see and to all of unnamed modules.
     *
     * @param parameterNames as for {@link KeyPlan#compile}
     * @param caches all caches of the rules, woven or not
     * @throws TemplateException where a pattern doesn't fit the method, in words for the rule's author
     */
    public static EvictionPlan compile(
            String ruleName,
            List<Pattern> patterns,
            Method method,
            @Nullable List<? extends @Nullable String> parameterNames,
            List<CacheKeys> caches)
            throws TemplateException {
        return compile(ruleName, patterns, method, parameterNames, caches, MethodHandles.lookup());
    }

    /** As the other, with the caller's rights to look into classes. */
    public static EvictionPlan compile(
            String ruleName,
            List<Pattern> patterns,
            Method method,
            @Nullable List<? extends @Nullable String> parameterNames,
            List<CacheKeys> caches,
            MethodHandles.Lookup lookup)
            throws TemplateException {
        HoleCompiler holes = new HoleCompiler(method, KeyPlan.names(method, parameterNames), lookup);
        List<PatternPlan> plans = new ArrayList<>();
        List<Pattern> unmatched = new ArrayList<>();
        Set<String> reached = new LinkedHashSet<>();
        try {
            for (Pattern pattern : patterns) {
                List<CacheKeys> met = new ArrayList<>(caches);
                met.removeIf(cache -> !cache.mayMatch(pattern));
                met.forEach(cache -> reached.add(cache.cacheName()));
                if (met.isEmpty()) {
                    unmatched.add(pattern);
                }
                plans.add(PatternPlan.compile(pattern, met, caches.isEmpty(), holes));
            }
        } catch (LinkageError e) {
            throw new TemplateException("A class that the patterns need can't be loaded: " + e);
        }
        return new EvictionPlan(ruleName, plans, unmatched, reached);
    }

    /** Patterns that no key of any cache can match: most likely a slip of the pen. */
    public List<Pattern> unmatched() {
        return unmatched;
    }

    /** Names of the caches that the patterns may evict from. */
    public Set<String> caches() {
        return caches;
    }

    /** Adds whole caches: for a write after which nobody can say which keys it has touched. */
    public void everything(Evictions into) {
        caches.forEach(cache -> into.tags().add(CacheKeys.tag(cache)));
    }

    /** Adds what the arguments name before the body runs; leaves out what only the result can tell. */
    public void before(@Nullable Object self, @Nullable Object[] args, Evictions into) {
        for (PatternPlan pattern : patterns) {
            if (!pattern.needsResult()) {
                pattern.collect(ruleName, self, args, null, into);
            }
        }
    }

    /** Adds whole caches for what only the result can tell. */
    public void unknownBefore(Evictions into) {
        for (PatternPlan pattern : patterns) {
            if (pattern.needsResult()) {
                into.tags().addAll(pattern.cacheTags());
            }
        }
    }

    /** Adds what arguments and result name after the body has returned normally. */
    public void after(@Nullable Object self, @Nullable Object[] args, @Nullable Object result, Evictions into) {
        for (PatternPlan pattern : patterns) {
            pattern.collect(ruleName, self, args, result, into);
        }
    }
}
