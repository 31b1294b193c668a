package dev.larder.engine.metric;

/**
 * How long calls took, in seconds. The percentiles are read off a histogram's buckets, so that they are rough within one.
 *
 * @param p50 what half of them stayed below; 0 where there were none
 * @param p99 what all but one of a hundred stayed below; 0 where there were none
 */
public record Times(double p50, double p99, double sum, long count) {}
