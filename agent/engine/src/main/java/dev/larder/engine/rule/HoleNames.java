package dev.larder.engine.rule;

import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.TemplateParser;
import java.util.List;

/**
 * Whether the holes of a template name parameters of their selector. Where the selector doesn't give all of its names,
 * some of that can be told only once the class is loaded.
 */
final class HoleNames {
    private final List<Selector.Parameter> parameters;
    private final List<String> names;

    /** @param parameters of a selector that lists them */
    HoleNames(List<Selector.Parameter> parameters) {
        this.parameters = parameters;
        this.names = Selector.named(parameters);
    }

    /** Reports each hole that can be none of the parameters. */
    void check(Placed text, List<Hole> holes, Problems problems) {
        for (Hole hole : holes) {
            if (!possible(hole)) {
                problems.add(text.origin(TemplateParser.offset(text.text(), hole)), words(hole));
            }
        }
    }

    private boolean possible(Hole hole) {
        String root = hole.root();
        if (index(root)) {
            return Integer.parseInt(root) < parameters.size();
        }
        // The parser has refused {result} where there is none
        return hole.ofThis()
                || hole.ofResult()
                || hole.calls()
                || names.contains(root)
                || names.size() < parameters.size();
    }

    private String words(Hole hole) {
        String root = Quoted.of(hole.root());
        if (parameters.isEmpty()) {
            return "The method of this rule has no parameters, so none is called " + root
                    + ". List its parameters in method:, or take the hole out";
        }
        if (index(hole.root())) {
            return "The method of this rule has no parameter " + hole.root() + ": it has " + parameters.size()
                    + ", and their indexes begin with 0";
        }
        return "No parameter of this rule's method is called " + root + "." + Nearest.hint(hole.root(), names);
    }

    /** Whether one of the holes may stand for the parameter. */
    boolean mentioned(int parameter, List<Hole> holes) {
        String name = parameters.get(parameter).name();
        for (Hole hole : holes) {
            String root = hole.root();
            boolean unknown = name == null && !index(root) && !names.contains(root) && !hole.ofThis() && !hole.calls();
            if (unknown || root.equals(name) || root.equals(Integer.toString(parameter))) {
                return true;
            }
        }
        return false;
    }

    private static boolean index(String root) {
        for (int i = 0; i < root.length(); i++) {
            if (root.charAt(i) < '0' || root.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
