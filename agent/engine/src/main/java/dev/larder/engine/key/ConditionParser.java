package dev.larder.engine.key;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions. {@code or} binds weaker than {@code and}, that weaker than {@code not}, that weaker than what
 * compares; brackets group. Every fault is a {@link TemplateException} that knows its place in the text.
 */
public final class ConditionParser {
    private static final int LONGEST = 1000;

    /** Deeper than any condition that people can read. */
    private static final int DEPTH = 20;

    private static final List<String> WORDS = List.of("and", "or", "not", "in", "null", "true", "false");
    private static final String SUCH_AS = ", as in {page} < 5 and {order} != null";

    private final ConditionWords words;
    private final boolean result;
    private int depth;

    private ConditionParser(String text, boolean result) {
        this.words = new ConditionWords(text);
        this.result = result;
    }

    /** @param result whether the condition is looked at after the call, so that it may ask for {@code {result}} */
    public static Condition parse(String text, boolean result) throws TemplateException {
        if (text.isBlank()) {
            throw new TemplateException("This condition is empty. Write a comparison" + SUCH_AS);
        }
        if (text.length() > LONGEST) {
            throw new TemplateException("This is longer than " + LONGEST + " characters");
        }
        ConditionParser parser = new ConditionParser(text, result);
        Condition.Term term = parser.any();
        if (!parser.words.ended()) {
            int at = parser.words.at();
            throw new TemplateException(
                    "'and', 'or' or nothing is expected here" + SUCH_AS + "." + guess(parser.words.word()), at);
        }
        return new Condition(text, term);
    }

    private Condition.Term any() throws TemplateException {
        if (++depth > DEPTH) {
            throw new TemplateException(
                    "This nests deeper than " + DEPTH + " brackets. Write it more plainly", words.at());
        }
        List<Condition.Term> terms = new ArrayList<>();
        do {
            terms.add(all());
        } while (words.accept("or"));
        depth--;
        return terms.size() == 1 ? terms.get(0) : new Condition.Any(terms);
    }

    private Condition.Term all() throws TemplateException {
        List<Condition.Term> terms = new ArrayList<>();
        do {
            terms.add(one());
        } while (words.accept("and"));
        return terms.size() == 1 ? terms.get(0) : new Condition.All(terms);
    }

    private Condition.Term one() throws TemplateException {
        boolean negated = false;
        while (words.accept("not")) {
            negated = !negated;
        }
        Condition.Term term;
        if (words.accept("(")) {
            term = any();
            words.expect(")", "This ( isn't closed: ) is expected here");
        } else {
            term = comparison();
        }
        return negated ? new Condition.Not(term) : term;
    }

    private Condition.Term comparison() throws TemplateException {
        int from = words.at();
        Condition.Operand left = operand();
        boolean negated = words.accept("not");
        if (negated || words.peek("in")) {
            words.expect("in", "Behind 'not' stands 'in' here: {status} not in ['draft', 'deleted']");
            Condition.Operand right = words.peek("[") ? choice() : operand();
            Condition.Term among = new Condition.Comparison(left, Condition.Relation.AMONG, right);
            return negated ? new Condition.Not(among) : among;
        }
        Condition.Relation relation = relation();
        if (relation != null) {
            return new Condition.Comparison(left, relation, operand());
        }
        if (left instanceof Condition.Path path) {
            return new Condition.Truth(path.hole());
        }
        if (left instanceof Condition.Literal literal && literal.value() instanceof Boolean truth) {
            return new Condition.Constant(truth);
        }
        throw new TemplateException("This is compared with nothing. Write a comparison" + SUCH_AS, from);
    }

    private Condition.@Nullable Relation relation() throws TemplateException {
        String sign = words.sign();
        if (words.peek("=")) {
            throw new TemplateException("Write == to compare" + SUCH_AS, words.at());
        }
        return switch (sign) {
            case "==" -> Condition.Relation.EQUAL;
            case "!=" -> Condition.Relation.UNEQUAL;
            case "<" -> Condition.Relation.LESS;
            case "<=" -> Condition.Relation.AT_MOST;
            case ">" -> Condition.Relation.MORE;
            case ">=" -> Condition.Relation.AT_LEAST;
            default -> null;
        };
    }

    private Condition.Operand choice() throws TemplateException {
        words.expect("[", "A list is expected here");
        List<Condition.Operand> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (words.accept(","));
        words.expect("]", "This list isn't closed: a comma or ] is expected here");
        return new Condition.Choice(operands);
    }

    private Condition.Operand operand() throws TemplateException {
        int from = words.at();
        if (words.peek("{")) {
            Hole hole = words.hole();
            if (!result && hole.ofResult()) {
                throw new TemplateException(
                        "{result} is known only after the call. Ask for it in unless:, which is looked at then", from);
            }
            if (hole.many()) {
                throw new TemplateException(
                        "[*] gives many values where one is compared. Name an element, or use in", from);
            }
            return new Condition.Path(hole);
        }
        if (words.peek("'") || words.peek("\"")) {
            return new Condition.Literal(words.quoted());
        }
        String number = words.number();
        if (number != null) {
            return new Condition.Literal(number(number));
        }
        String word = words.word();
        return switch (word) {
            case "null" -> new Condition.Literal(null);
            case "true" -> new Condition.Literal(true);
            case "false" -> new Condition.Literal(false);
            case "" -> throw unexpected("A hole or a value is expected here");
            default ->
                throw new TemplateException(
                        Quoted.of(word) + " means nothing in a condition. Write {" + Quoted.plain(word, 40)
                                + "} for a parameter, '" + Quoted.plain(word, 40) + "' for a text."
                                + guess(word),
                        from);
        };
    }

    private static String guess(String word) {
        String nearest = Nearest.of(word.toLowerCase(Locale.ROOT), WORDS);
        return nearest == null ? "" : " Did you mean '" + nearest + "'?";
    }

    private static Object number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        return digits.indexOf('.') < 0 && digits.length() < 18 ? (Object) number.longValueExact() : number;
    }

    private TemplateException unexpected(String expected) {
        return new TemplateException(expected + SUCH_AS, Math.max(0, words.place()));
    }
}
