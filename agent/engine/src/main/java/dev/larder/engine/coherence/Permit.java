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
    private @Nullable Lease lease;
    private HeldLeases.@Nullable Held held; // guarded by this object's monitor: a load may end on another thread
    private boolean used; // likewise
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
        if (reply instanceof Lease given) {
            lease = given;
        } else if (reply instanceof LeaseReply.Refused refused) {
            without = refused.reason() == LeaseReply.Refused.Reason.IN_DOUBT ? Discard.DOUBT : Discard.SNAPSHOT;
        }
    }

    /** From now on the lease lives as long as the load does; it soon runs out otherwise. */
    synchronized void hold() {
        if (lease != null && held == null && !used) {
            held = coherence.leases().hold(lease);
        }
    }

    /** The lease, to be filled or given back by the caller. Null where there is none: the reason is counted. */
    @Nullable
    synchronized Lease use(CacheMeter meter) {
        used = true;
        if (held != null) {
            coherence.leases().letGo(held);
        }
        if (lease == null) {
            meter.discard(without);
        }
        return lease;
    }

    /** Lets those who wait go on, after whatever was sent to the store. */
    void end() {
        if (flight != null) {
            coherence.flights().land(key.text(), field, flight);
            flight = null;
        }
    }
}
