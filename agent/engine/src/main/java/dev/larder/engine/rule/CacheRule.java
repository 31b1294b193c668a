package dev.larder.engine.rule;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Condition;
import dev.larder.engine.key.ConditionPlan;
import dev.larder.engine.key.Hole;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Template;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.TtlPlan;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache: which method, which key, how long.
 *
 * @param name unique in the rules; the metric label
 * @param key null: the cache's name and all arguments
 * @param tags further names of its entries, which patterns may cover
 * @param secrets names of parameters that are never written in clear, each of them one of the selector's
 * @param when calls for which it doesn't hold go to the method; null: none of them
 * @param unless results for which it holds aren't stored; null: none of them
 * @param enabled false: known, and reported as disabled, but no method is woven for it
 */
public record CacheRule(
        String name,
        Selector method,
        @Nullable Template key,
        List<Template> tags,
        Set<String> secrets,
        @Nullable Condition when,
        @Nullable Condition unless,
        Lifetime lifetime,
        ValueOptions values,
        ServingOptions serving,
        boolean enabled,
        Origin at) {

    public CacheRule {
        tags = List.copyOf(tags);
        secrets = Set.copyOf(secrets);
    }

    public Duration ttl() {
        return lifetime.ttl();
    }

    public int jitterPercent() {
        return lifetime.jitterPercent();
    }

    public List<String> allow() {
        return values.allow();
    }

    /** What this rule alone tells of the keys. */
    public CacheKeys keys() {
        List<Selector.Parameter> parameters = method.parameters();
        List<String> types = null;
        if (parameters != null) {
            types = new ArrayList<>(parameters.size());
            for (Selector.Parameter parameter : parameters) {
                types.add(parameter.type());
            }
        }
        List<@Nullable String> names = method.parameterNames();
        return new CacheKeys(name, key, tags, secrets, types, names == null ? List.of() : names);
    }

    /** Whether keys tell on which object the method was called. */
    public boolean mentionsThis() {
        return key != null && Templates.holes(key.segments()).stream().anyMatch(Hole::ofThis);
    }

    /** Whether keys or tags tell something that isn't the call's own, as a method of the application's returns it. */
    public boolean callsOut() {
        return Stream.concat(Stream.ofNullable(key), tags.stream())
                .flatMap(template -> Templates.holes(template.segments()).stream())
                .anyMatch(Hole::calls);
    }

    /**
     * Binds the key to a method.
     *
     * @param patterns all that the rules evict
     * @throws TemplateException where the key doesn't fit the method, in words for the rule's author
     */
    public KeyPlan keyPlan(Method bound, Collection<Pattern> patterns) throws TemplateException {
        return KeyPlan.compile(keys(), bound, patterns);
    }

    /** The condition that decides before the call, bound to a method; null where there is none. */
    public @Nullable ConditionPlan whenPlan(Method bound) throws TemplateException {
        return when == null ? null : ConditionPlan.compile(when, bound, method.parameterNames());
    }

    /** The condition that decides after the call, bound to a method; null where there is none. */
    public @Nullable ConditionPlan unlessPlan(Method bound) throws TemplateException {
        return unless == null ? null : ConditionPlan.compile(unless, bound, method.parameterNames());
    }

    /** The time to live that each value tells, bound to a method; null where all live equally long. */
    public @Nullable TtlPlan ttlPlan(Method bound) throws TemplateException {
        return lifetime.byValue() == null ? null : TtlPlan.compile(lifetime.byValue(), bound, method.parameterNames());
    }
}
