package dev.larder.engine.coherence;

import dev.larder.engine.key.Key;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import org.jspecify.annotations.Nullable;

/** Under what a miss loads: a lease where there is one, and the flight that others of this JVM wait for. */
final class Permit {
    private final Coherence coherence;
    private final Key key;
    private final String field;
    private @Nullable Flight flight;
    private HeldLeases.@Nullable Held held;
    private Discard without = Discard.TAKEN;

    Permit(Coherence coherence, Key key, String field) {
        this.coherence = coherence;
        this.key = key;
        this.field = field;
    }

    Key key() {
        return key;
    }

    String field() {
        return field;
    }

    void leads(Flight own) {
        flight = own;
    }

    /** Keeps the lease, or why there is none. */
    void take(LeaseReply reply) {
        if (reply instanceof Lease lease) {
            held = coherence.leases().hold(lease);
        } else if (reply instanceof LeaseReply.Refused refused) {
            without = refused.reason() == LeaseReply.Refused.Reason.IN_DOUBT ? Discard.DOUBT : Discard.SNAPSHOT;
        }
    }

    /** The lease, to be filled or given back by the caller. Null where there is none: the reason is counted. */
    @Nullable
    Lease use(CacheMeter meter) {
        if (held == null) {
            meter.discard(without);
            return null;
        }
        coherence.leases().letGo(held);
        return held.lease();
    }

    /** Lets those who wait go on, after whatever was sent to the store. */
    void end() {
        if (flight != null) {
            coherence.flights().land(key.text(), field, flight);
            flight = null;
        }
    }
}
