package dev.larder.engine.store;

/** The answer to a request for a lease. */
public sealed interface LeaseReply permits Lease, LeaseReply.Taken {

    /** Somebody else in the fleet is loading this key: load, but don't store. */
    record Taken() implements LeaseReply {
        public static final Taken INSTANCE = new Taken();
    }
}
