package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a call before it serves or stores: {@code {page} < 5 and {post.status} in ['draft', 'review']}.
 *
 * @param text as it was written
 */
public record Condition(String text, Term term) {

    /** All holes, in the order in which they stand. */
    public List<Hole> holes() {
        List<Hole> holes = new ArrayList<>();
        collect(term, holes);
        return holes;
    }

    private static void collect(Term term, List<Hole> into) {
        if (term instanceof All all) {
            all.terms().forEach(part -> collect(part, into));
        } else if (term instanceof Any any) {
            any.terms().forEach(part -> collect(part, into));
        } else if (term instanceof Not not) {
            collect(not.term(), into);
        } else if (term instanceof Truth truth) {
            into.add(truth.hole());
        } else if (term instanceof Comparison comparison) {
            collect(comparison.left(), into);
            collect(comparison.right(), into);
        }
    }

    private static void collect(Operand operand, List<Hole> into) {
        if (operand instanceof Path path) {
            into.add(path.hole());
        } else if (operand instanceof Choice choice) {
            choice.operands().forEach(one -> collect(one, into));
        }
    }

    /** Something that is true or false of a call. */
    public sealed interface Term permits All, Any, Not, Truth, Constant, Comparison {}

    /** {@code a and b}. */
    public record All(List<Term> terms) implements Term {
        public All {
            terms = List.copyOf(terms);
        }
    }

    /** {@code a or b}. */
    public record Any(List<Term> terms) implements Term {
        public Any {
            terms = List.copyOf(terms);
        }
    }

    public record Not(Term term) implements Term {}

    /** A hole alone: true where its value is; false where that is null. */
    public record Truth(Hole hole) implements Term {}

    /** {@code true} or {@code false} alone. */
    public record Constant(boolean value) implements Term {}

    public record Comparison(Operand left, Relation relation, Operand right) implements Term {}

    public enum Relation {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        AMONG
    }

    /** What is compared. */
    public sealed interface Operand permits Path, Literal, Choice {}

    public record Path(Hole hole) implements Operand {}

    /** @param value null, a Boolean, a String, a Long, or a BigDecimal where it has a fraction or is too long */
    public record Literal(@Nullable Object value) implements Operand {}

    /** {@code ['a', 'b']}. */
    public record Choice(List<Operand> operands) implements Operand {
        public Choice {
            operands = List.copyOf(operands);
        }
    }
}
