package dev.larder.engine.store.redis;

import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.store.StoreUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which rules this JVM takes part.
 *
 * @param fills whether it stores values, which others have to reach; else it only has to reach those of others
 * @param cacheTags of its caches, now or before
 */
record Member(RuleFingerprint rules, boolean fills, List<String> cacheTags) {

    /** Null where this one evicts as if it were alone. */
    static @Nullable Member of(StoreUse use) {
        RuleFingerprint rules = use.rules();
        return rules == null ? null : new Member(rules, use.fills(), use.cacheTags());
    }
}
