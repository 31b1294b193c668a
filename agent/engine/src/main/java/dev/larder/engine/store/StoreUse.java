package dev.larder.engine.store;

import dev.larder.engine.rule.RuleFingerprint;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store is used for: asked whenever it matters, since rules change while the store is open. Answers from any
 * thread, at once. What was once among the tags stays among them: values of a cache whose rule is gone are still there.
 */
public interface StoreUse {

    /** The tags that every entry carries one of, to be evicted where it is no longer known which keys have to be. */
    List<String> cacheTags();

    /** Of all caches: generations outlive it. */
    Duration longestTtl();

    /**
     * By which rules values are stored here and evicted. Others that use the same store by other rules are reached for as
     * long as this tells something.
     *
     * @return null where that is of no interest: the only user of its store
     */
    default @Nullable RuleFingerprint rules() {
        return null;
    }

    /** Whether any values are stored here. False for who only looks, and evicts; that one keeps no journal either. */
    default boolean fills() {
        return true;
    }

    /** Shared by all stores of the JVM that may name the same journal. */
    default JournalClaims journalClaims() {
        return new JournalClaims();
    }

    /** The store begins to be used, and others may share it. Called once, on a thread of the application; returns at once. */
    default void woken() {}
}
