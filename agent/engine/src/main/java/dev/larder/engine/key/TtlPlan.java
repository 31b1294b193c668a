package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A time to live by value, bound to one method. Immutable; any thread. */
public final class TtlPlan {
    /** As long as a rule may say. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final HolePlan hole;
    private final @Nullable Duration unit;

    private TtlPlan(HolePlan hole, @Nullable Duration unit) {
        this.hole = hole;
        this.unit = unit;
    }

    /**
     * Binds it to a method, with access to what public code can see and to all of unnamed modules.
     *
     * @param parameterNames as for {@link EvictionPlan#compile}
     * @throws TemplateException where it doesn't fit the method, in words for the rule's author
     */
    public static TtlPlan compile(
            ValueTtl ttl, Method method, @Nullable List<? extends @Nullable String> parameterNames)
            throws TemplateException {
        return compile(ttl, method, parameterNames, MethodHandles.lookup());
    }

    /** As the other, with the caller's rights to look into classes. */
    public static TtlPlan compile(
            ValueTtl ttl,
            Method method,
            @Nullable List<? extends @Nullable String> parameterNames,
            MethodHandles.Lookup lookup)
            throws TemplateException {
        HolePlan hole;
        try {
            hole = new HoleCompiler(method, KeyPlan.names(method, parameterNames), lookup).compile(ttl.hole());
        } catch (LinkageError e) {
            throw new TemplateException("A class that the ttl needs can't be loaded: " + e);
        }
        Class<?> type = hole.type().raw();
        boolean duration = type == Duration.class;
        boolean number = Number.class.isAssignableFrom(type)
                || (type.isPrimitive() && type != boolean.class && type != char.class);
        boolean unknown = type.isAssignableFrom(Duration.class) || type.isAssignableFrom(Long.class);
        if (ttl.unit() == null ? !duration && !unknown : !number && !unknown) {
            throw new TemplateException("ttl: {" + ttl.hole().text() + "} is a " + type.getTypeName()
                    + (ttl.unit() == null
                            ? ", which needs a unit behind it, as in {result.seconds}s"
                            : " and no number of " + ttl.unit()));
        }
        return new TtlPlan(hole, ttl.unit() == null ? null : ttl.unit().getDuration());
    }

    /**
     * How long this value may be kept: never more than 365 days, and zero or less where it is not to be stored.
     *
     * @throws KeyException where the value doesn't tell: then the rule's other {@code ttl} counts; never anything else
     */
    public Duration ttl(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException {
        Object value = hole.value(self, args, result);
        if (value instanceof Duration duration && unit == null) {
            return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        }
        if (!(value instanceof Number number) || unit == null) {
            throw new KeyException("{" + hole.hole().text() + "} is "
                    + (value == null ? "null" : "a " + value.getClass().getName()) + " and no time to live");
        }
        // A double is exact for all that fits into a year, and saturates for the rest
        double millis = number.doubleValue() * unit.toMillis();
        return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
    }
}
