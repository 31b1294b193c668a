package dev.larder.engine.store;

import java.util.Collection;
import java.util.Set;

/**
 * What a write touches.
 *
 * @param keys whole keys, with all their fields
 * @param tags every key that carries one of them
 * @param caches the tags of all caches that keys or tags may belong to; empty where that isn't known
 */
public record Targets(Set<String> keys, Set<String> tags, Set<String> caches) {

    public Targets {
        keys = Set.copyOf(keys);
        tags = Set.copyOf(tags);
        caches = Set.copyOf(caches);
    }

    /** Of caches that aren't known. */
    public static Targets of(Collection<String> keys, Collection<String> tags) {
        return new Targets(Set.copyOf(keys), Set.copyOf(tags), Set.of());
    }

    public boolean isEmpty() {
        return keys.isEmpty() && tags.isEmpty();
    }
}
