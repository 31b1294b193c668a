package dev.larder.engine.coherence;

import dev.larder.engine.rule.SafetySettings.OnUnreachable;
import dev.larder.engine.rule.ServingOptions.Entities;
import dev.larder.engine.rule.ServingOptions.InTransaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may say about how careful it is to be.
 *
 * @param longestWait how long a call may wait for another's load of the same key; null: a second until twenty loads have been
 *     measured, then as long as all but one of a hundred of them take, at most a second
 * @param entities where values that hold persistent entities are served
 * @param inTransaction whether values are served inside a transaction that has written nothing yet
 * @param onUnreachable what becomes of a commit whose evictions can't be announced
 * @param staleWhileReload how long after its ttl a value is still served while one caller reloads it; zero for not at all
 * @param staleIfError how long after its ttl a value stands in for a load that throws; zero for not at all
 */
public record CoherenceSettings(
        @Nullable Duration longestWait,
        Entities entities,
        InTransaction inTransaction,
        OnUnreachable onUnreachable,
        Duration staleWhileReload,
        Duration staleIfError) {

    public static final CoherenceSettings DEFAULT = new CoherenceSettings(
            null, Entities.SAFE, InTransaction.HIT, OnUnreachable.PROCEED, Duration.ZERO, Duration.ZERO);

    public CoherenceSettings with(Entities other) {
        return new CoherenceSettings(longestWait, other, inTransaction, onUnreachable, staleWhileReload, staleIfError);
    }

    public CoherenceSettings with(InTransaction other) {
        return new CoherenceSettings(longestWait, entities, other, onUnreachable, staleWhileReload, staleIfError);
    }

    public CoherenceSettings with(OnUnreachable other) {
        return new CoherenceSettings(longestWait, entities, inTransaction, other, staleWhileReload, staleIfError);
    }

    public CoherenceSettings withLongestWait(Duration other) {
        return new CoherenceSettings(other, entities, inTransaction, onUnreachable, staleWhileReload, staleIfError);
    }

    public CoherenceSettings withStaleWhileReload(Duration other) {
        return new CoherenceSettings(longestWait, entities, inTransaction, onUnreachable, other, staleIfError);
    }

    public CoherenceSettings withStaleIfError(Duration other) {
        return new CoherenceSettings(longestWait, entities, inTransaction, onUnreachable, staleWhileReload, other);
    }
}
