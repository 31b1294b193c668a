package dev.larder.engine.rule;

import java.util.List;

/** A rule file, or a directory of them, read and checked as far as it can be without the application. */
public record Rules(
        StoreSettings store, MetricsSettings metrics, List<CacheRule> caches, List<InvalidationRule> invalidations) {

    public Rules {
        caches = List.copyOf(caches);
        invalidations = List.copyOf(invalidations);
    }
}
