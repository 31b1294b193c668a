package dev.larder.engine.store;

/** The answer to a request for a lease. */
public sealed interface LeaseReply permits Lease, LeaseReply.Taken, LeaseReply.Refused {

    /**
     * Somebody else in the fleet is loading this key: load, but don't store.
     *
     * @param connected whether the holder said that it holds a database connection
     */
    record Taken(boolean connected) implements LeaseReply {
        public static final Taken INSTANCE = new Taken(false);
    }

    /** What is loaded now must not be stored. */
    record Refused(Reason reason) implements LeaseReply {

        /** Why. */
        public enum Reason {
            /** A writer has marked the key or one of its tags: it is about to commit, or just has. */
            IN_DOUBT,
            /** The key or one of its tags was evicted after the unit of work began: what it sees may be older. */
            OLD_SNAPSHOT
        }
    }
}
