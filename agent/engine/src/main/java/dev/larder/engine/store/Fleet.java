package dev.larder.engine.store;

import java.time.Duration;
import java.util.List;

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

    /** What each member told last, in no order, without those who told nothing within the life of what they told. */
    List<byte[]> reports() throws StoreException;
}
