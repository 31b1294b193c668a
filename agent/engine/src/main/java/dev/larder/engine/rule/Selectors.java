package dev.larder.engine.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a rule says of its methods: {@code method:} and {@code exclude:}. */
final class Selectors {
    private static final String METHOD = "method: " + SelectorParser.EXAMPLE;

    private Selectors() {}

    /** Null where the method can't be read. */
    static @Nullable Selector read(Document document, Section section) {
        section.require("method", METHOD);
        Placed method = section.text("method", METHOD);
        Selector selector =
                method == null ? null : document.read(method, text -> SelectorParser.parse(text, method.origin()));
        List<Selector> exclude = new ArrayList<>();
        for (Placed excluded : section.texts("exclude", "exclude: [\"blog.PostService#find(String)\"]")) {
            Selector taken = document.read(excluded, text -> SelectorParser.excluded(text, excluded.origin()));
            if (taken != null) {
                exclude.add(taken);
            }
        }
        return selector == null ? null : selector.without(exclude);
    }
}
