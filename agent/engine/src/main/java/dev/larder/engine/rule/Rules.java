package dev.larder.engine.rule;

import dev.larder.engine.log.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule file, or a directory of them, read and checked as far as it can be without the application.
 *
 * @param warm null where no calls are to be remembered
 * @param log how much is written to standard error; null where neither the rules nor a setting from outside say it
 */
public record Rules(
        StoreSettings store,
        MetricsSettings metrics,
        List<CacheRule> caches,
        List<InvalidationRule> invalidations,
        List<Group> groups,
        @Nullable WarmSettings warm,
        Log.@Nullable Level log) {

    /** Without groups. */
    public Rules(
            StoreSettings store,
            MetricsSettings metrics,
            List<CacheRule> caches,
            List<InvalidationRule> invalidations) {
        this(store, metrics, caches, invalidations, List.of(), null, null);
    }

    public Rules {
        groups = List.copyOf(groups);
        caches = List.copyOf(caches);
        invalidations = List.copyOf(invalidations);
    }
}
