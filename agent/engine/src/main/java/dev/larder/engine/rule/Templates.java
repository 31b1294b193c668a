package dev.larder.engine.rule;

import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.Template;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.key.TemplateParser;
import java.util.List;

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
