package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
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
    private final Set<String> caches = new LinkedHashSet<>();
    private final Set<Long> writers = new LinkedHashSet<>();
    private boolean cachesUnknown;
    private boolean everything;

    /** @param cacheTags the tags that every entry carries one of */
    PendingEvictions(Supplier<List<String>> cacheTags) {
        this.cacheTags = cacheTags;
    }

    /**
     * @param writer whose marks are to go with it, 0 for none
     * @return whether any of it was not pending before
     */
    boolean add(Targets targets, long writer) {
        boolean news = add(
                targets.keys(),
                targets.tags(),
                targets.caches(),
                targets.caches().isEmpty());
        if (writer != 0) {
            writers.add(writer);
        }
        bound();
        return news;
    }

    void add(PendingEvictions more) {
        if (more.everything) {
            // Whatever is remembered beside it is covered
            addEverything(more.tags);
        } else {
            add(more.keys, more.tags, more.caches, more.cachesUnknown);
        }
        writers.addAll(more.writers);
        bound();
    }

    private boolean add(Set<String> moreKeys, Set<String> moreTags, Set<String> moreCaches, boolean unknown) {
        if (everything) {
            return false;
        }
        boolean news = unknown && !cachesUnknown;
        news |= keys.addAll(moreKeys);
        news |= tags.addAll(moreTags);
        news |= caches.addAll(moreCaches);
        cachesUnknown |= unknown;
        return news;
    }

    private void bound() {
        if (!everything && keys.size() + tags.size() > BOUND) {
            addEverything(List.of());
        }
        if (writers.size() > BOUND) {
            // Their marks run out by themselves
            writers.clear();
        }
    }

    /** @param more tags of caches that the rules may not have any more */
    void addEverything(Collection<String> more) {
        if (!everything) {
            everything = true;
            keys.clear();
            caches.clear();
            // Of whole caches; nobody knows what else there would be to evict but what they hold
            tags.removeIf(tag -> !tag.startsWith("@"));
            cachesUnknown = true;
        }
        tags.addAll(more);
        tags.addAll(cacheTags.get());
    }

    boolean everything() {
        return everything;
    }

    Targets targets() {
        return new Targets(keys, tags, cachesUnknown ? Set.of() : caches);
    }

    Set<Long> writers() {
        return writers;
    }

    int size() {
        return keys.size() + tags.size();
    }
}
