package dev.larder.engine.coherence;

import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.value.Envelope;
import org.jspecify.annotations.Nullable;

/** Whether stored bytes may be served: decided here, from one read, without a clock. */
final class Validity {

    private Validity() {}

    /** Null where they may. */
    static @Nullable Discard of(Envelope envelope, byte[] stored, String key, long shape, Snapshot seen) {
        if (envelope.problem(stored, key) != null) {
            return Discard.PAYLOAD;
        }
        if (Envelope.shape(stored) != shape) {
            return Discard.SHAPE;
        }
        if (Envelope.incarnation(stored) != seen.incarnation()) {
            return Discard.INCARNATION;
        }
        // An absent generation is 0, which no entry ever records.
        return Envelope.generationsMatch(stored, seen.generations()) ? null : Discard.GENERATION;
    }
}
