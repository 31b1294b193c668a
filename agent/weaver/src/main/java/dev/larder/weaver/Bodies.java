package dev.larder.weaver;

import dev.larder.engine.Selection;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which cached selections have a body of their own somewhere. A proxy is only a stand-in where there is none (a Spring
 * Data repository): once a body turns up, the body serves, and the proxies are bound anew, without it.
 */
final class Bodies {
    private final Set<Selection> known = ConcurrentHashMap.newKeySet();
    private final Map<Selection, List<WeakReference<Site>>> standIns = new ConcurrentHashMap<>();

    boolean known(Selection selection) {
        return known.contains(selection);
    }

    void found(Selection selection) {
        if (known.add(selection)) {
            List<WeakReference<Site>> sites = standIns.remove(selection);
            if (sites != null) {
                sites.forEach(Bodies::bindAnew);
            }
        }
    }

    /** A proxy's site, bound for this selection. */
    void standsIn(Selection selection, Site site) {
        WeakReference<Site> reference = new WeakReference<>(site);
        standIns.computeIfAbsent(selection, key -> new CopyOnWriteArrayList<>()).add(reference);
        if (known(selection)) {
            bindAnew(reference);
        }
    }

    private static void bindAnew(WeakReference<Site> reference) {
        Site site = reference.get();
        if (site != null) {
            site.forget();
        }
    }
}
