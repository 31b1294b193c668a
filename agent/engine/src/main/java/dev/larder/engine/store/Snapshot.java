package dev.larder.engine.store;

import org.jspecify.annotations.Nullable;

/**
 * What one read saw.
 *
 * @param value the bytes as they were stored, null when there are none
 * @param generations one for each tag asked for, in that order; 0 where the tag has none
 * @param incarnation which life of which server answered: values stored under another one are not to be trusted
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
public record Snapshot(byte @Nullable [] value, long[] generations, long incarnation) {}
