package dev.larder.engine.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds comparisons that can never hold, as far as declared types tell: {@code {page} == 'first'} for an int. */
final class Kinds {
    private static final Set<Class<?>> PRIMITIVE_NUMBERS =
            Set.of(long.class, int.class, short.class, byte.class, double.class, float.class);

    /** What values of different kinds are never equal, nor in any order. */
    private enum Kind {
        NUMBER("a number"),
        TRUTH("true or false"),
        TEXT("a text");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private Kinds() {}

    static void fit(Condition.Comparison comparison, HoleCompiler holes) throws TemplateException {
        if (comparison.right() instanceof Condition.Choice choice) {
            for (Condition.Operand one : choice.operands()) {
                fit(comparison.left(), one, holes);
            }
        } else if (comparison.relation() != Condition.Relation.AMONG) {
            fit(comparison.left(), comparison.right(), holes);
        }
    }

    private static void fit(Condition.Operand left, Condition.Operand right, HoleCompiler holes)
            throws TemplateException {
        Kind first = kind(left, holes);
        Kind second = kind(right, holes);
        if (first != null && second != null && first != second) {
            throw new TemplateException(words(left) + " is " + first.words + " and " + words(right) + " is "
                    + second.words + ": they can't be compared");
        }
    }

    private static @Nullable Kind kind(Condition.Operand operand, HoleCompiler holes) throws TemplateException {
        if (operand instanceof Condition.Path path) {
            return kind(holes.compile(path.hole()).type().raw());
        }
        return operand instanceof Condition.Literal literal && literal.value() != null
                ? kind(literal.value().getClass())
                : null;
    }

    private static @Nullable Kind kind(Class<?> type) {
        if (PRIMITIVE_NUMBERS.contains(type) || Number.class.isAssignableFrom(type)) {
            return Kind.NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.TRUTH;
        }
        return type == String.class ? Kind.TEXT : null;
    }

    private static String words(Condition.Operand operand) {
        return operand instanceof Condition.Path path
                ? "{" + path.hole().text() + "}"
                : Quoted.of(String.valueOf(((Condition.Literal) operand).value()));
    }
}
