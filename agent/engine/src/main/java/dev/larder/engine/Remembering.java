package dev.larder.engine;

import dev.larder.engine.match.Habit;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.ValueSettings;
import dev.larder.engine.warm.Passages;
import dev.larder.engine.warm.RememberedMethod;
import dev.larder.engine.warm.RememberedMethods;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides of each cached method whether its calls may be remembered, to be made again by nobody in particular. Any thread. */
final class Remembering {
    private final Codecs codecs;
    private final RememberedMethods methods = new RememberedMethods();
    private final Map<String, Passages> passages = new ConcurrentHashMap<>();

    Remembering(Codecs codecs) {
        this.codecs = codecs;
    }

    RememberedMethods methods() {
        return methods;
    }

    /** What the proxies around a cache's methods say. */
    Passages passages(String cache) {
        return passages.computeIfAbsent(cache, key -> new Passages());
    }

    /**
     * @param owner the class that is woven
     * @param source by which notes of calls name the method
     * @param result of what the method returns
     */
    RememberedMethod method(
            CacheRule rule, Method method, Class<?> owner, String source, Codec result, CacheMeter meter) {
        String obstacle = obstacle(rule, method, owner, result);
        Codec codec = null;
        if (obstacle == null) {
            try {
                codec = codecs.forArguments(method, owner, ValueSettings.allowing(rule.allow()));
                if (codec.holdsEntities()) {
                    obstacle = "takes persistent entities, which would be copies";
                }
            } catch (RefusedException unfit) {
                obstacle = String.valueOf(unfit.getMessage());
            }
        }
        RememberedMethod made = new RememberedMethod(
                rule.name(),
                owner,
                method,
                source,
                meter,
                passages(rule.name()),
                obstacle == null ? codec : null,
                obstacle);
        methods.add(made);
        return made;
    }

    private static @Nullable String obstacle(CacheRule rule, Method method, Class<?> owner, Codec result) {
        if (!rule.secrets().isEmpty()) {
            return "has a parameter that the rule calls secret, whose values are kept nowhere";
        }
        if (result.wrapper() != null && result.wrapper().lazy()) {
            return "returns what loads only when somebody subscribes to it";
        }
        if (rule.callsOut()) {
            return "has a key or tags that ask a method of the application's on the caller's thread";
        }
        if (rule.mentionsThis()) {
            return "has a key that tells on which object it is called";
        }
        String secured = SecurityAnnotations.ofMethod(owner, method);
        if (secured != null) {
            return "is guarded by " + secured + ", and nobody is signed in when a call is made again";
        }
        Set<Habit> habits = new TreeSet<>(Habit.of(method));
        habits.retainAll(Set.of(Habit.CLOCK, Habit.THREAD_LOCAL, Habit.SECURITY));
        return habits.isEmpty() ? null : habits.iterator().next().words();
    }
}
