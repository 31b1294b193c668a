package dev.larder.engine.store;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the JVMs that share a store tell of themselves there, for people who want to see all of them. Never on an
 * application's call. Any thread.
 */
public interface Fleet {

    /**
     * Tells something in the place of what the same member told before. Returns at once; where the store can't be reached
     * it isn't told, and nothing is said of that.
     *
     * @param member unlike any other's: letters, digits and {@code . _ -}
     * @param life after which it goes by itself, unless it is told again: so the dead age out
     */
    void tell(String member, byte[] report, Duration life);

    /**
     * Leaves something for whoever shares the store, in the place of what was left under the same name. Returns at once; where
     * the store can't be reached it isn't left.
     *
     * @param name without control characters
     * @param life after which it goes by itself
     */
    void leave(String name, byte[] what, Duration life);

    /** What was left under the name last; null where nothing was, or its life is over. */
    byte @Nullable [] left(String name) throws StoreException;

    /** What each member told last, in no order, without those who told nothing within the life of what they told. */
    List<byte[]> reports() throws StoreException;
}
