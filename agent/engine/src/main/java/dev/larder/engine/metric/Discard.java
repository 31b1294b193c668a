package dev.larder.engine.metric;

/** Why a value was not stored, or one that was found not used. The words are metric labels: few, and stable. */
public enum Discard {
    /** The value can't be brought back faithfully. */
    VALUE("value"),
    /** The rule doesn't want it stored: its {@code unless} holds, or can't be told, or its time to live is none. */
    CONDITION("condition"),
    /** The lease was gone when the value came: evicted or expired meanwhile. */
    LEASE("lease"),
    /** Another caller of the fleet was loading the same key. */
    TAKEN("taken"),
    /** A writer was about to commit what the value is made of. */
    DOUBT("doubt"),
    /** Loaded in a unit of work that began before the last eviction: what it sees may be older. */
    SNAPSHOT("snapshot"),
    /** Loaded in a transaction that had begun to write. */
    WRITING("writing"),
    /** The store failed to take the value. */
    STORE("store"),
    /** A tag of the value was evicted since it was stored. */
    GENERATION("generation"),
    /** Stored by another life of the store, which may have missed evictions. */
    INCARNATION("incarnation"),
    /** Stored for other classes than those of this application. */
    SHAPE("shape"),
    /** Damaged, or not written by Larder. */
    PAYLOAD("payload");

    private final String label;

    Discard(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
