package dev.larder.console;

import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleBoard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people can ask of a running agent. Safe for use by many threads. */
public interface AgentControl {

    /** Null while no rules are in force. */
    @Nullable
    RuleBoard board();

    /**
     * Reads the rules again, now.
     *
     * @return what is wrong with them; empty where they are in force by now
     */
    List<Problem> reload();
}
