package dev.larder.engine.rule;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.EvictionPlan;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.TemplateException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * An invalidation: when which method returns, what is evicted.
 *
 * @param enabled false: known, and reported as disabled, but no method is woven for it
 */
public record InvalidationRule(String name, Selector method, List<Pattern> evict, boolean enabled, Origin at) {

    public InvalidationRule {
        evict = List.copyOf(evict);
    }

    /**
     * Binds the patterns to a method.
     *
     * @param caches all of the rules, woven or not
     * @throws TemplateException where a pattern doesn't fit the method, in words for the rule's author
     */
    public EvictionPlan evictionPlan(Method bound, List<CacheKeys> caches) throws TemplateException {
        return EvictionPlan.compile(name, evict, bound, method.parameterNames(), caches);
    }
}
