package dev.larder.engine.store.redis;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Evictions that could not be carried out. Bounded: past the bound it is no longer remembered what, but that everything
 * has to go. Not thread-safe.
 */
final class PendingEvictions {

    static final int BOUND = 10_000;

    private final Supplier<List<String>> cacheTags;
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private boolean everything;

    /** @param cacheTags the tags that every entry carries one of */
    PendingEvictions(Supplier<List<String>> cacheTags) {
        this.cacheTags = cacheTags;
    }

    void add(Collection<String> moreKeys, Collection<String> moreTags) {
        if (everything) {
            return;
        }
        keys.addAll(moreKeys);
        tags.addAll(moreTags);
        if (keys.size() + tags.size() > BOUND) {
            everything = true;
            keys.clear();
            tags.clear();
            tags.addAll(cacheTags.get());
        }
    }

    void add(PendingEvictions more) {
        if (more.everything) {
            // Whatever is remembered beside it is covered
            everything = true;
            keys.clear();
            tags.clear();
            tags.addAll(cacheTags.get());
        } else {
            add(more.keys, more.tags);
        }
    }

    Set<String> keys() {
        return keys;
    }

    Set<String> tags() {
        return tags;
    }

    int size() {
        return keys.size() + tags.size();
    }
}
