package dev.larder.engine.store;

/**
 * The right to fill one key, given to one caller in the whole fleet.
 *
 * @param token random, known to its holder alone
 * @param generations of {@code tags}, all seen before the load begins, none 0
 * @param incarnation of the server that gave the lease
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
public record Lease(String key, String field, String[] tags, long[] generations, long incarnation, byte[] token)
        implements LeaseReply {}
