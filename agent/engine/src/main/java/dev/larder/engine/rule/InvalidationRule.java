package dev.larder.engine.rule;

import dev.larder.engine.key.Pattern;
import java.util.List;

/** An invalidation: when which method returns, what is evicted. */
public record InvalidationRule(String name, Selector method, List<Pattern> evict, Origin at) {

    public InvalidationRule {
        evict = List.copyOf(evict);
    }
}
