package dev.larder.engine.rule;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;

/**
 * The text of one rule file.
 *
 * @param file as its path was given
 */
record RuleText(String file, String text) {

    Origin at(Mark mark) {
        return new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    Origin at(Node node) {
        return at(node.start());
    }

    /**
     * Where a character of a scalar's value stands. Exact for scalars of one line; a scalar that is written over several
     * lines, or with backslashes before the place, is given as a whole.
     */
    Origin at(Node.Scalar scalar, int offset) {
        Origin start = at(scalar);
        String value = scalar.value();
        int end = Math.min(offset, value.length());
        ScalarStyle style = scalar.style();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            return start;
        }
        int from = text.offsetByCodePoints(0, scalar.start().getIndex());
        int at = style == ScalarStyle.PLAIN ? from : from + 1;
        for (int i = 0; i < end; i++, at++) {
            if (at >= text.length() || text.charAt(at) != value.charAt(i)) {
                return start;
            }
            if (text.charAt(at) == '\'' && style == ScalarStyle.SINGLE_QUOTED) {
                at++;
            }
        }
        return new Origin(file, start.line(), start.column() + text.codePointCount(from, at));
    }

    /** Where a character of the file stands. */
    Origin at(int offset) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new Origin(file, line, text.codePointCount(begin, offset) + 1);
    }
}
