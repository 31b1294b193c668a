package dev.larder.engine.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a lease is asked for under.
 *
 * @param hold how long it lives unless it is renewed, and with it the longest load that can still be stored
 * @param connected whether the caller holds a database connection while it loads
 * @param since the newest sequence that was received before the caller's unit of work began; null outside of one
 */
public record LeaseTerms(
        Duration hold, boolean connected, @Nullable Sequence since) {

    /** Outside of any unit of work. */
    public static LeaseTerms of(Duration hold) {
        return new LeaseTerms(hold, false, null);
    }
}
