package dev.larder.engine.rule;

import java.util.List;

/** What came of reading rules. */
public sealed interface RuleReading {

    /**
     * Rules that can be put to work.
     *
     * @param warnings what is most likely not meant as it stands, in the order of the files
     */
    record Valid(Rules rules, List<Problem> warnings) implements RuleReading {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Nothing can be used.
     *
     * @param problems every error that was found, never empty, in the order of the files
     */
    record Invalid(List<Problem> problems) implements RuleReading {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
