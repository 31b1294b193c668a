package dev.larder.engine.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a cache may answer in place of its method.
 *
 * @param inTransaction what happens inside a transaction that has not written yet
 * @param waitFor how long a call may wait for another's load; null: as measured
 * @param throughProxy whether a proxy is served though its method carries security annotations
 * @param pinned whether the cache stays on though it costs more than it saves
 */
public record ServingOptions(
        Entities entities,
        InTransaction inTransaction,
        @Nullable Duration waitFor,
        boolean throughProxy,
        boolean pinned) {

    ServingOptions pin() {
        return new ServingOptions(entities, inTransaction, waitFor, throughProxy, true);
    }

    /** Where values that hold persistent entities are served. */
    public enum Entities {
        ALWAYS,
        /** Where nobody can rely on their changes being written: in safe requests and read-only transactions. */
        SAFE,
        NEVER
    }

    public enum InTransaction {
        HIT,
        BYPASS
    }
}
