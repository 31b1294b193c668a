package dev.larder.engine.coherence;

import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Evictions;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.store.Targets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What a unit of work has collected to be evicted, and which of it is marked as in doubt. Guarded by its unit. */
final class PendingEvictions {

    /** Past this many it is whole caches that are evicted: a bulk load would take all memory otherwise. */
    static final int BOUND = 10_000;

    private final int begun;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> tags = new HashSet<>();
    private final Set<String> caches = new HashSet<>();
    private final Set<CacheMeter> touched = new HashSet<>();
    private final Set<String> markedKeys = new HashSet<>();
    private final Set<String> markedTags = new HashSet<>();
    private long writer;
    private boolean markFailed;
    private boolean failUnmarked;
    private int markedIn;

    /** @param begun number of the store that was in force when the first of it was collected */
    PendingEvictions(int begun) {
        this.begun = begun;
        this.markedIn = begun;
    }

    int begun() {
        return begun;
    }

    /** What is to be marked, and in whose name. */
    record Marks(Targets targets, long writer) {}

    void add(Evictions more, Map<String, CacheMeter> reached, boolean fail) {
        keys.addAll(more.keys());
        tags.addAll(more.tags());
        reached.forEach((cache, meter) -> {
            caches.add(CacheKeys.tag(cache));
            touched.add(meter);
        });
        failUnmarked |= fail;
        if (keys.size() + tags.size() > BOUND) {
            keys.clear();
            tags.addAll(caches);
            if (tags.size() > BOUND) {
                tags.retainAll(caches);
            }
        }
    }

    boolean isEmpty() {
        return keys.isEmpty() && tags.isEmpty();
    }

    /**
     * What has to be marked and isn't yet, counted as marked from now on.
     *
     * @param store number of the one in force: in another nothing is marked yet
     */
    Marks mark(Collection<String> doubtful, int store) {
        Set<String> moreTags = new HashSet<>(tags);
        moreTags.addAll(doubtful);
        Set<String> moreKeys = new HashSet<>(keys);
        boolean elsewhere = store != markedIn;
        markedIn = store;
        if (elsewhere || (markFailed && failUnmarked)) {
            // A commit that was refused and is tried again is refused again, unless the marks stand by now
            markFailed = false;
        } else {
            moreTags.removeAll(markedTags);
            moreKeys.removeAll(markedKeys);
        }
        markedTags.addAll(moreTags);
        markedKeys.addAll(moreKeys);
        while (writer == 0) {
            writer = ThreadLocalRandom.current().nextLong();
        }
        return new Marks(new Targets(moreKeys, moreTags, caches), writer);
    }

    void markFailed() {
        markFailed = true;
    }

    /** Whether some of it is not known to be marked, so that others may serve it. */
    boolean unmarked() {
        return markFailed || !markedKeys.containsAll(keys) || !markedTags.containsAll(tags);
    }

    boolean failUnmarked() {
        return failUnmarked;
    }

    /** 0 where nothing is marked. */
    long writer() {
        return writer;
    }

    Targets targets() {
        return new Targets(keys, tags, caches);
    }

    /** What was marked and is not evicted: marked for a doubt that has not come true. */
    Targets markedBeside() {
        Set<String> beside = new HashSet<>(markedTags);
        beside.removeAll(tags);
        Set<String> besideKeys = new HashSet<>(markedKeys);
        besideKeys.removeAll(keys);
        return new Targets(besideKeys, beside, caches);
    }

    Targets marked() {
        return new Targets(markedKeys, markedTags, caches);
    }

    Set<CacheMeter> touched() {
        return touched;
    }

    /** The same to be evicted now, while this is evicted again later; the marks go with the copy. */
    PendingEvictions copyForNow() {
        PendingEvictions copy = new PendingEvictions(begun);
        copy.keys.addAll(keys);
        copy.tags.addAll(tags);
        copy.caches.addAll(caches);
        copy.touched.addAll(touched);
        copy.markedKeys.addAll(markedKeys);
        copy.markedTags.addAll(markedTags);
        copy.writer = writer;
        markedKeys.clear();
        markedTags.clear();
        writer = 0;
        markFailed = false;
        return copy;
    }
}
