package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys a pattern may cover, as far as their texts tell before any call. */
final class Matching {

    private Matching() {}

    /** False only if no key that these segments write is covered by the pattern. */
    static boolean possible(Pattern pattern, List<Template.Segment> key) {
        List<Pattern.Element> elements = pattern.elements();
        int last = elements.size() - 1;
        boolean many = elements.get(last) instanceof Pattern.Star;
        if (many ? key.size() < elements.size() : key.size() != elements.size()) {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            if (elements.get(i) instanceof Pattern.Bound bound && !mayBeEqual(bound.segment(), key.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeEqual(Template.Segment a, Template.Segment b) {
        String first = literal(a);
        String second = literal(b);
        if (first != null && second != null) {
            return first.equals(second);
        }
        return startsAlike(a.parts().get(0), b.parts().get(0))
                && endAlike(
                        a.parts().get(a.parts().size() - 1),
                        b.parts().get(b.parts().size() - 1));
    }

    private static boolean startsAlike(Template.Part a, Template.Part b) {
        return !(a instanceof Template.Literal first && b instanceof Template.Literal second)
                || first.text().startsWith(second.text())
                || second.text().startsWith(first.text());
    }

    private static boolean endAlike(Template.Part a, Template.Part b) {
        return !(a instanceof Template.Literal first && b instanceof Template.Literal second)
                || first.text().endsWith(second.text())
                || second.text().endsWith(first.text());
    }

    /** The segment's text where it has no hole, else null. */
    static @Nullable String literal(Template.Segment segment) {
        return segment.parts().get(0) instanceof Template.Literal literal
                        && segment.parts().size() == 1
                ? literal.text()
                : null;
    }

    /** Of the patterns with a star that may cover such a key, those whose tags differ. */
    static List<Pattern> distinct(Iterable<Pattern> patterns, List<Template.Segment> key) {
        List<Pattern> distinct = new ArrayList<>();
        for (Pattern pattern : patterns) {
            if (!pattern.exact()
                    && possible(pattern, key)
                    && distinct.stream().noneMatch(other -> covers(other, pattern, key))) {
                distinct.removeIf(other -> covers(pattern, other, key));
                distinct.add(pattern);
            }
        }
        return distinct;
    }

    /** Whether, on such a key, each tag of {@code special} is a tag of {@code general} too. */
    private static boolean covers(Pattern general, Pattern special, List<Template.Segment> key) {
        if (general.elements().size() != special.elements().size()) {
            return false;
        }
        for (int i = 0; i < general.elements().size(); i++) {
            Pattern.Element a = general.elements().get(i);
            Pattern.Element b = special.elements().get(i);
            if (a instanceof Pattern.Bound first && b instanceof Pattern.Bound second) {
                String fixed = literal(first.segment());
                // Where the key's own segment is literal, any pattern that may cover it bears its text
                if (fixed != null && literal(key.get(i)) == null && !fixed.equals(literal(second.segment()))) {
                    return false;
                }
            } else if (a.getClass() != b.getClass()) {
                return false;
            }
        }
        return true;
    }
}
