package dev.larder.engine.metric;

/** Why a call to a cached method went straight to the method. The words are metric labels: few, and stable. */
public enum Bypass {
    /** The key could not be written: a hole failed, or an argument has no value semantics. */
    KEY("key"),
    /** The rule's {@code when} doesn't hold, or nobody can say whether it does. */
    CONDITION("condition"),
    /** On a thread that others' work waits for, which mustn't wait for the store. */
    EVENT_LOOP("event-loop"),
    /** The store is not reachable, or did not answer in time. */
    STORE("store"),
    /** This thread is inside a method that evicts or a transaction that has written: what it reads may be half written. */
    WRITING("writing"),
    /** This thread is inside a transaction, where the rule wants the database to be asked. */
    TRANSACTION("transaction"),
    /** The values hold persistent entities, and whoever asks here may rely on changing them. */
    ENTITIES("entities"),
    /** What the method returns was refused again and again; see the rule's reason. */
    REFUSED("refused"),
    /** The cache costs more than it saves, and is switched off by itself for a while. */
    OFF("off"),
    /** Somebody has switched all caches off. */
    SWITCHED("switched"),
    /** A fault of Larder's own. */
    FAULT("fault");

    private final String label;

    Bypass(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
