package dev.larder.engine.coherence;

/**
 * A value that may be served.
 *
 * @param answer the value, as the woven method takes it
 * @param due whether somebody should reload it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
record Found(Object[] answer, boolean due) {}
