package dev.larder.engine.store;

/**
 * A point in the order of all evictions. Numbers mean something only within one epoch, and both only at the server that
 * told them: a sequence that was lost begins anew under another random epoch.
 *
 * @param incarnation of the server
 * @param epoch random, 0 where nothing is known
 */
public record Sequence(long incarnation, long epoch, long number) {

    /** Nothing has been received yet: whatever was evicted may have been evicted since. */
    public static final Sequence UNKNOWN = new Sequence(0, 0, 0);
}
