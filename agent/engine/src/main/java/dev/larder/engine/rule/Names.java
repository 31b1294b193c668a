package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.HashMap;
import java.util.Map;

/** Names that may be given once only, and where each was given. */
final class Names {
    private final Problems problems;
    private final Map<String, Origin> taken = new HashMap<>();

    Names(Problems problems) {
        this.problems = problems;
    }

    /** True if the name was free; else the problem is added, with both places. */
    boolean take(String name, Origin at) {
        Origin before = taken.putIfAbsent(name, at);
        if (before != null) {
            problems.add(at, Quoted.of(name) + " stands at " + before + " already. Take one of them out, or rename it");
        }
        return before == null;
    }
}
