package dev.larder.bench;

import java.util.Map;

/** How the calls of one cached method were answered. */
record CacheGets(String cache, long hits, long misses, long bypassed) {

    static CacheGets of(String cache, Map<String, Double> results) {
        return new CacheGets(
                cache,
                Math.round(results.getOrDefault("hit", 0.0) + results.getOrDefault("stale", 0.0)),
                Math.round(results.getOrDefault("miss", 0.0)),
                Math.round(results.getOrDefault("bypass", 0.0)));
    }

    /** Of the calls that asked the cache, the share that it answered; 0 if none asked. */
    double hitRate() {
        return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    }
}
