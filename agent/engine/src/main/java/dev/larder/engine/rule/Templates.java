package dev.larder.engine.rule;

import dev.larder.engine.key.Condition;
import dev.larder.engine.key.ConditionParser;
import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.Template;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.TemplateParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keys and patterns as rule files write them, and what is doubtful about them. */
final class Templates {

    private Templates() {}

    static Template key(String text) throws SyntaxException {
        try {
            return TemplateParser.key(text);
        } catch (TemplateException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset());
        }
    }

    static Template tag(String text) throws SyntaxException {
        try {
            return TemplateParser.tag(text);
        } catch (TemplateException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset());
        }
    }

    /** @param result whether the condition is looked at after the call */
    static Condition condition(String text, boolean result) throws SyntaxException {
        try {
            return ConditionParser.parse(text, result);
        } catch (TemplateException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset());
        }
    }

    static Pattern pattern(String text) throws SyntaxException {
        try {
            return TemplateParser.pattern(text);
        } catch (TemplateException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset());
        }
    }

    /** The segments of a pattern that aren't {@code *}. */
    static List<Template.Segment> segments(Pattern pattern) {
        return pattern.elements().stream()
                .filter(Pattern.Bound.class::isInstance)
                .map(element -> ((Pattern.Bound) element).segment())
                .toList();
    }

    static List<Hole> holes(List<Template.Segment> segments) {
        List<Hole> holes = new ArrayList<>();
        for (Template.Segment segment : segments) {
            for (Template.Part part : segment.parts()) {
                if (part instanceof Hole hole) {
                    holes.add(hole);
                }
            }
        }
        return holes;
    }

    /**
     * The pattern with its holes taken from elsewhere.
     *
     * @param arguments by the first name in a hole: another hole with its braces, or a text
     */
    static Pattern filled(Pattern pattern, Map<String, String> arguments) throws SyntaxException {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (Hole hole : holes(segments(pattern))) {
            String written = "{" + hole.text() + "}";
            int at = pattern.text().indexOf(written, from);
            text.append(pattern.text(), from, at);
            String argument = arguments.get(hole.root());
            text.append(argument == null ? written : filled(hole, argument));
            from = at + written.length();
        }
        return pattern(text.append(pattern.text().substring(from)).toString());
    }

    private static String filled(Hole hole, String argument) throws SyntaxException {
        if (argument.startsWith("{") && argument.indexOf('}') == argument.length() - 1) {
            boolean call = argument.startsWith("{call:");
            if (call && !hole.steps().isEmpty()) {
                throw new SyntaxException("Nothing can follow a call, and the group's {" + hole.text()
                        + "} does. Write a static method that returns it");
            }
            return argument.substring(0, argument.length() - 1)
                    + hole.text().substring(hole.root().length()) + "}";
        }
        if (!hole.steps().isEmpty() || !argument.matches("[^\\s*%:{}]+")) {
            throw new SyntaxException(Quoted.of(argument) + " can't stand for {" + hole.text()
                    + "}. Write a hole, as in " + GroupCall.EXAMPLE + ", or a text without blanks and colons");
        }
        return argument;
    }

    /** Warns of {@code user{id}}, which no pattern can take apart again. {@code page-{page}} may well be meant. */
    static void warnOfFlatOnes(Placed text, List<Template.Segment> segments, Problems warnings) {
        for (Template.Segment segment : segments) {
            List<Template.Part> parts = segment.parts();
            for (int i = 1; i < parts.size(); i++) {
                if (parts.get(i - 1) instanceof Template.Literal literal
                        && parts.get(i) instanceof Hole hole
                        && Character.isLetterOrDigit(
                                literal.text().codePointBefore(literal.text().length()))) {
                    int at = TemplateParser.offset(text.text(), hole);
                    warnings.add(
                            text.origin(at),
                            "{" + hole.text() + "} follows " + Quoted.of(literal.text())
                                    + " without a colon, so no pattern can reach what lies below it. Write "
                                    + literal.text() + ":{" + hole.text() + "}");
                }
            }
        }
    }
}
