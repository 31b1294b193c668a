package dev.larder.engine.rule;

import dev.larder.engine.key.Pattern;
import java.util.List;

/**
 * An invalidation: when which method returns, what is evicted.
 *
 * @param enabled false: known, and reported as disabled, but no method is woven for it
 */
public record InvalidationRule(String name, Selector method, List<Pattern> evict, boolean enabled, Origin at) {

    public InvalidationRule {
        evict = List.copyOf(evict);
    }
}
