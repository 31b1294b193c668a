package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one evicting call has to evict, collected before and after its body. Confined to that call's thread. */
public final class Evictions {
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private final List<String> widened = new ArrayList<>(0);

    public Set<String> keys() {
        return keys;
    }

    public Set<String> tags() {
        return tags;
    }

    /** In words, each hole that failed to evaluate and so widened what is evicted. */
    public List<String> widened() {
        return widened;
    }

    public boolean isEmpty() {
        return keys.isEmpty() && tags.isEmpty();
    }
}
