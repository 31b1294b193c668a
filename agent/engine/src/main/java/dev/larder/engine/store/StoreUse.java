package dev.larder.engine.store;

import java.time.Duration;
import java.util.List;

/**
 * What a store is used for: asked whenever it matters, since rules change while the store is open. Answers from any
 * thread, at once. What was once among the tags stays among them: values of a cache whose rule is gone are still there.
 */
public interface StoreUse {

    /** The tags that every entry carries one of, to be evicted where it is no longer known which keys have to be. */
    List<String> cacheTags();

    /** Of all caches: generations outlive it. */
    Duration longestTtl();

    /** The store begins to be used, and others may share it. Called once, on a thread of the application; returns at once. */
    default void woken() {}
}
