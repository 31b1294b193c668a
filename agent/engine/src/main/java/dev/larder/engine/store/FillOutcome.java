package dev.larder.engine.store;

/** Told once how a fill ended. Called on whatever thread finished it; must not block or throw. */
@FunctionalInterface
public interface FillOutcome {

    void done(Result result);

    enum Result {
        /** The value is in the store. */
        STORED,
        /** The lease was gone: evicted, expired or forgotten meanwhile. Nothing was stored. */
        LEASE_LOST,
        /** The store did not answer, or refused the write (full, read-only). Nothing is known to be stored. */
        FAILED
    }
}
