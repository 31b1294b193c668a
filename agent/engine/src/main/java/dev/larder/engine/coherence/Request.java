package dev.larder.engine.coherence;

/**
 * The door for whoever watches a web request, from its first filter to its last, on the thread that it runs on. Sessions
 * of an ORM may live as long, so that what is loaded late in a request can be as old as its beginning.
 */
public final class Request {
    private final UnitOfWork unit;
    private boolean ended; // guarded by unit

    Request(UnitOfWork unit) {
        this.unit = unit;
    }

    /** Calls after the first have no effect. Throws nothing. */
    public void ended() {
        unit.ended(this);
    }

    /** True once. */
    boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }
}
