package dev.larder.engine.key;

/**
 * The key of one call.
 *
 * @param text unambiguous, without the namespace
 * @param tags every tag whose eviction covers this key: one for each pattern of the rules that can match it, and the
 *     cache's own
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
public record Key(String text, String[] tags) {}
