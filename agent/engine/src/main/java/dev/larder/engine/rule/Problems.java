package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The errors found so far. Confined to one reading. */
final class Problems {
    /** Nobody reads more; and a file made to be wrong everywhere must not cost more than one that is wrong. */
    private static final int MOST = 100;

    private static final int LONGEST = 1000;

    // By their words: the equality of records is linked when first used, which a start with warnings would pay for
    private final Map<String, Problem> found = new LinkedHashMap<>();

    void add(Origin at, String message) {
        if (!full()) {
            // One readable line, whatever other rooms' messages quote
            Problem problem = new Problem(at, Quoted.plain(message, LONGEST));
            found.putIfAbsent(problem.toString(), problem);
        }
    }

    void add(Placed at, SyntaxException wrong) {
        add(at.origin(wrong.offset()), String.valueOf(wrong.getMessage()));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** True once more of them would help nobody: readers may stop. */
    boolean full() {
        return found.size() >= MOST;
    }

    private static int inReadingOrder(Problem one, Problem other) {
        int files = one.at().file().compareTo(other.at().file());
        int lines =
                files != 0 ? files : Integer.compare(one.at().line(), other.at().line());
        return lines != 0
                ? lines
                : Integer.compare(one.at().column(), other.at().column());
    }

    /** All of them, as somebody who reads the files from top to bottom meets them. */
    List<Problem> inOrder() {
        List<Problem> sorted = new ArrayList<>(found.values());
        sorted.sort(Problems::inReadingOrder);
        if (full()) {
            sorted.add(new Problem(
                    sorted.get(MOST - 1).at(), "There may be more than these " + MOST + ". Correct them first"));
        }
        return sorted;
    }
}
