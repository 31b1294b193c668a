package dev.larder.engine.rule;

import dev.larder.engine.key.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Patterns that are evicted together, under one name: {@code user: ["user:{id}", "user:{id}:*"]}. Their holes are the
 * group's parameters.
 */
public record Group(String name, List<Pattern> patterns, Origin at) {

    public Group {
        patterns = List.copyOf(patterns);
    }

    /** Names that its holes begin with, in the order of the text. */
    public Set<String> parameters() {
        Set<String> parameters = new LinkedHashSet<>();
        patterns.forEach(pattern -> Templates.holes(Templates.segments(pattern)).stream()
                .filter(hole -> !hole.calls())
                .forEach(hole -> parameters.add(hole.root())));
        return parameters;
    }

    /**
     * The patterns with their parameters filled in.
     *
     * @param arguments for all parameters: a hole with its braces, or the text itself
     */
    List<Pattern> with(Map<String, String> arguments) throws SyntaxException {
        List<Pattern> filled = new ArrayList<>();
        for (Pattern pattern : patterns) {
            filled.add(Templates.filled(pattern, arguments));
        }
        return filled;
    }
}
