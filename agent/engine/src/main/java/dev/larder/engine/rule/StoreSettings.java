package dev.larder.engine.rule;

import java.time.Duration;

/**
 * @param namespace prefix of all keys in Redis
 * @param url redis://, rediss://, redis-sentinel:// or memory:; with the environment's REDIS_* already worked in
 * @param cluster whether the URL names a node of a Redis Cluster
 * @param budget what Larder's own work and commands may add to one call
 * @param writeBudget what announcing and evicting may add to one write: where Redis is only slow, to wait a little longer
 *     is better than to commit unannounced
 */
public record StoreSettings(
        String namespace, String url, boolean cluster, Duration budget, Duration writeBudget, SafetySettings safety) {

    private static final Duration WRITE_BUDGET = Duration.ofMillis(500);

    /** With the default safety and write budget. */
    public StoreSettings(String namespace, String url, boolean cluster, Duration budget) {
        this(namespace, url, cluster, budget, SafetySettings.DEFAULT);
    }

    /** With the default write budget. */
    public StoreSettings(String namespace, String url, boolean cluster, Duration budget, SafetySettings safety) {
        this(namespace, url, cluster, budget, writeBudget(budget), safety);
    }

    /** The one beside a budget where nothing is said: never shorter than that. */
    static Duration writeBudget(Duration budget) {
        return budget.compareTo(WRITE_BUDGET) > 0 ? budget : WRITE_BUDGET;
    }

    /** The URL with its password left out, for people to read. */
    public String shownUrl() {
        // Up to the last @: a password may hold one, or a slash, though it shouldn't.
        return url.replaceFirst("//.*@", "//***@");
    }
}
