package dev.larder.engine.rule;

import java.util.List;

/** A rule file, or a directory of them, read and checked as far as it can be without the application. */
public record Rules(
        StoreSettings store,
        MetricsSettings metrics,
        List<CacheRule> caches,
        List<InvalidationRule> invalidations,
        List<Group> groups) {

    /** Without groups. */
    public Rules(
            StoreSettings store,
            MetricsSettings metrics,
            List<CacheRule> caches,
            List<InvalidationRule> invalidations) {
        this(store, metrics, caches, invalidations, List.of());
    }

    public Rules {
        groups = List.copyOf(groups);
        caches = List.copyOf(caches);
        invalidations = List.copyOf(invalidations);
    }
}
