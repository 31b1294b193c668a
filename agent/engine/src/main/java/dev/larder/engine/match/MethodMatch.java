package dev.larder.engine.match;

import dev.larder.engine.rule.Selector;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a method is one that a selector names, by its name and the erased types of its parameters. */
final class MethodMatch {
    private final Selector selector;
    private final Pattern name;

    MethodMatch(Selector selector) {
        this.selector = selector;
        StringBuilder regex = new StringBuilder();
        for (char c : selector.method().toCharArray()) {
            regex.append(c == '*' ? "[^.]*" : Pattern.quote(String.valueOf(c)));
        }
        this.name = Pattern.compile(regex.toString());
    }

    /**
     * @param loose true where type variables of the selected type may have been erased away: then {@code Object} passes
     *     for any reference type
     */
    boolean matches(MethodOutline method, boolean loose) {
        if (!name.matcher(method.name()).matches()) {
            return false;
        }
        List<Selector.Parameter> wanted = selector.parameters();
        if (wanted == null) {
            return true;
        }
        List<String> types = method.parameters();
        if (wanted.size() != types.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean erased = loose && types.get(i).equals("java.lang.Object");
            if (!erased && !TypeNames.same(wanted.get(i).type(), types.get(i))) {
                return false;
            }
        }
        return true;
    }
}
