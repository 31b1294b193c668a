package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition bound to one method: nothing is looked up on a call. Null on the way of a hole reads as null. Immutable; any
 * thread.
 */
public final class ConditionPlan {

    /** One term at work. */
    @FunctionalInterface
    private interface Check {
        boolean holds(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException;
    }

    /** One operand at work. */
    @FunctionalInterface
    private interface Read {
        @Nullable
        Object of(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException;
    }

    private final Condition condition;
    private final Check check;
    private final boolean needsResult;

    private ConditionPlan(Condition condition, Check check) {
        this.condition = condition;
        this.check = check;
        this.needsResult = condition.holes().stream().anyMatch(Hole::ofResult);
    }

    /**
     * Binds a condition to a method, with access to what public code can see and to all of unnamed modules.
     *
     * @param parameterNames as for {@link EvictionPlan#compile}
     * @throws TemplateException where the condition doesn't fit the method, in words for the rule's author
     */
    public static ConditionPlan compile(
            Condition condition, Method method, @Nullable List<? extends @Nullable String> parameterNames)
            throws TemplateException {
        return compile(condition, method, parameterNames, MethodHandles.lookup());
    }

    /** As the other, with the caller's rights to look into classes. */
    public static ConditionPlan compile(
            Condition condition,
            Method method,
            @Nullable List<? extends @Nullable String> parameterNames,
            MethodHandles.Lookup lookup)
            throws TemplateException {
        HoleCompiler holes = new HoleCompiler(method, KeyPlan.names(method, parameterNames), lookup);
        try {
            return new ConditionPlan(condition, check(condition.term(), holes));
        } catch (LinkageError e) {
            throw new TemplateException("A class that the condition needs can't be loaded: " + e);
        }
    }

    /** False for one that can be asked before the call. */
    public boolean needsResult() {
        return needsResult;
    }

    /**
     * Whether the condition holds for a call.
     *
     * @param result null before the call
     * @throws KeyException where nobody can say; never anything else
     */
    public boolean holds(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException {
        try {
            return check.holds(self, args, result);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw new KeyException(Quoted.of(condition.text()) + " can't be told: "
                    + e.getClass().getName());
        }
    }

    private static Check check(Condition.Term term, HoleCompiler holes) throws TemplateException {
        if (term instanceof Condition.All all) {
            Check[] checks = checks(all.terms(), holes);
            return (self, args, result) -> {
                for (Check one : checks) {
                    if (!one.holds(self, args, result)) {
                        return false;
                    }
                }
                return true;
            };
        } else if (term instanceof Condition.Any any) {
            Check[] checks = checks(any.terms(), holes);
            return (self, args, result) -> {
                for (Check one : checks) {
                    if (one.holds(self, args, result)) {
                        return true;
                    }
                }
                return false;
            };
        } else if (term instanceof Condition.Not not) {
            Check inner = check(not.term(), holes);
            return (self, args, result) -> !inner.holds(self, args, result);
        } else if (term instanceof Condition.Constant constant) {
            return (self, args, result) -> constant.value();
        } else if (term instanceof Condition.Truth truth) {
            return truth(holes.compile(truth.hole()));
        }
        return comparison((Condition.Comparison) term, holes);
    }

    private static Check[] checks(List<Condition.Term> terms, HoleCompiler holes) throws TemplateException {
        List<Check> checks = new ArrayList<>();
        for (Condition.Term term : terms) {
            checks.add(check(term, holes));
        }
        return checks.toArray(new Check[0]);
    }

    private static Check truth(HolePlan hole) throws TemplateException {
        Class<?> declared = hole.type().raw();
        if (declared != boolean.class && !declared.isAssignableFrom(Boolean.class)) {
            throw new TemplateException("{" + hole.hole().text() + "} is a " + declared.getTypeName()
                    + " and neither true nor false. Compare it, as in {"
                    + hole.hole().text() + "} != null");
        }
        return (self, args, result) -> {
            Object value = hole.valueOrNull(self, args, result);
            if (value == null) {
                return false;
            }
            if (value instanceof Boolean truth) {
                return truth;
            }
            throw new KeyException(
                    "{" + hole.hole().text() + "} is a " + value.getClass().getName() + " and neither true nor false");
        };
    }

    private static Check comparison(Condition.Comparison comparison, HoleCompiler holes) throws TemplateException {
        Kinds.fit(comparison, holes);
        Read left = read(comparison.left(), holes);
        Read right = read(comparison.right(), holes);
        return switch (comparison.relation()) {
            case EQUAL ->
                (self, args, result) -> Comparing.equal(left.of(self, args, result), right.of(self, args, result));
            case UNEQUAL ->
                (self, args, result) -> !Comparing.equal(left.of(self, args, result), right.of(self, args, result));
            case AMONG ->
                (self, args, result) -> Comparing.among(left.of(self, args, result), right.of(self, args, result));
            case LESS ->
                (self, args, result) -> order(left.of(self, args, result), right.of(self, args, result), -1, -1);
            case AT_MOST ->
                (self, args, result) -> order(left.of(self, args, result), right.of(self, args, result), -1, 0);
            case MORE -> (self, args, result) -> order(left.of(self, args, result), right.of(self, args, result), 1, 1);
            case AT_LEAST ->
                (self, args, result) -> order(left.of(self, args, result), right.of(self, args, result), 0, 1);
        };
    }

    private static boolean order(@Nullable Object left, @Nullable Object right, int from, int to) throws KeyException {
        Integer order = Comparing.order(left, right);
        return order != null && Integer.signum(order) >= from && Integer.signum(order) <= to;
    }

    private static Read read(Condition.Operand operand, HoleCompiler holes) throws TemplateException {
        if (operand instanceof Condition.Path path) {
            HolePlan hole = holes.compile(path.hole());
            return (self, args, result) -> hole.valueOrNull(self, args, result);
        }
        if (operand instanceof Condition.Choice choice) {
            List<Read> reads = new ArrayList<>();
            for (Condition.Operand one : choice.operands()) {
                reads.add(read(one, holes));
            }
            return (self, args, result) -> {
                Collection<@Nullable Object> values = new ArrayList<>(reads.size());
                for (Read one : reads) {
                    values.add(one.of(self, args, result));
                }
                return values;
            };
        }
        Object value = ((Condition.Literal) operand).value();
        return (self, args, result) -> value;
    }
}
