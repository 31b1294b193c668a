package dev.larder.console;

import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.store.Store;
import dev.larder.engine.warm.Warmth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people can ask of a running agent. Safe for use by many threads. */
public interface AgentControl {

    /** Null while no rules are in force. */
    @Nullable
    RuleBoard board();

    /** Has rules of which nothing is woven told where only lambdas and the like are what they mean. Takes milliseconds. */
    void lookForHidden();

    /** The rules in force, null while there are none. */
    @Nullable
    Rules rules();

    /** The store in use, null while there is none. */
    @Nullable
    Store store();

    /**
     * Reads the rules again, now.
     *
     * @return what is wrong with them; empty where they are in force by now
     */
    List<Problem> reload();

    /**
     * Evicts by hand, on every JVM of the fleet.
     *
     * @param words a key, a pattern or {@code tag:NAME} each
     */
    Removal evict(List<String> words);

    /**
     * Evicts all entries of a cache.
     *
     * @param cache null for every cache of the rules
     */
    Removal clear(@Nullable String cache);

    /** Switches every cache off, or on again. What is written goes on to be evicted. */
    void bypass(boolean on);

    /** Whether every cache is switched off by hand. */
    boolean bypassed();

    /**
     * Makes remembered calls again, on threads of the agent's; returns when that has begun.
     *
     * @param cache null for those of all caches
     * @param top of each method at most; null for as many as the rules say
     * @param rate calls a second at most; null for as many as the rules say
     * @return null where it has begun, otherwise why not
     */
    @Nullable
    String warm(@Nullable String cache, @Nullable Integer top, @Nullable Integer rate);

    /** What is remembered, and how far it has come. */
    Warmth warmth();

    /**
     * What came of an eviction by hand.
     *
     * @param evicted what was evicted, in words
     * @param removed how many entries are known to be gone; what a pattern covers goes without being counted
     * @param problems what could not be, and why
     */
    record Removal(List<String> evicted, long removed, List<String> problems) {
        public Removal {
            evicted = List.copyOf(evicted);
            problems = List.copyOf(problems);
        }
    }
}
