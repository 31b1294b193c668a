package dev.larder.engine.rule;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Template;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cache: which method, which key, how long.
 *
 * @param name unique in the rules; the metric label
 * @param key null: the cache's name and all arguments
 * @param jitterPercent each entry's time to live is shortened or lengthened at random by up to this much
 * @param allow class name patterns that values may hold beyond the closure of the method's return type
 * @param enabled false: known, and reported as disabled, but no method is woven for it
 */
public record CacheRule(
        String name,
        Selector method,
        @Nullable Template key,
        Duration ttl,
        int jitterPercent,
        List<String> allow,
        boolean enabled,
        Origin at) {

    public CacheRule {
        allow = List.copyOf(allow);
    }

    /** What this rule alone tells of the keys. */
    public CacheKeys keys() {
        List<Selector.Parameter> parameters = method.parameters();
        List<String> types = parameters == null
                ? null
                : parameters.stream().map(Selector.Parameter::type).toList();
        List<@Nullable String> names = method.parameterNames();
        return new CacheKeys(name, key, types, names == null ? List.of() : names);
    }
}
