package dev.larder.engine.rule;

import java.time.Duration;

/**
 * @param namespace prefix of all keys in Redis
 * @param url redis://, rediss://, redis-sentinel:// or memory:; with the environment's REDIS_* already worked in
 * @param cluster whether the URL names a node of a Redis Cluster
 * @param budget what Larder's own work and commands may add to one call
 */
public record StoreSettings(String namespace, String url, boolean cluster, Duration budget, SafetySettings safety) {

    /** With the default safety. */
    public StoreSettings(String namespace, String url, boolean cluster, Duration budget) {
        this(namespace, url, cluster, budget, SafetySettings.DEFAULT);
    }

    /** The URL with its password left out, for people to read. */
    public String shownUrl() {
        // Up to the last @: a password may hold one, or a slash, though it shouldn't.
        return url.replaceFirst("//.*@", "//***@");
    }
}
