package dev.larder.engine.rule;

import java.util.List;
import java.util.Set;

/**
 * Words of the format that are read, checked and carried in the rules, but that nothing obeys yet. A rule that holds one
 * would do something else than it says, so it is refused. Whoever makes Larder obey a word deletes its line here, and the
 * remark in docs/rules.md.
 */
final class NotYet {
    private static final List<String> WORDS = List.of("journal");

    private final Set<String> words;

    private NotYet(Set<String> words) {
        this.words = words;
    }

    static NotYet standard() {
        return new NotYet(Set.copyOf(WORDS));
    }

    /** As if everything were obeyed. */
    static NotYet nothing() {
        return new NotYet(Set.of());
    }

    boolean holds(String word) {
        return words.contains(word);
    }

    static String words(String word) {
        return "'" + word + "'"
                + " is not supported yet: this Larder would go on without it, and do something else than the"
                + " rule says. Take it out";
    }
}
