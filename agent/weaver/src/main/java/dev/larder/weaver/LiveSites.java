package dev.larder.weaver;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Every linked site, held weakly: a site belongs to its class, and goes with it. */
final class LiveSites {
    private final Set<Reference<Site>> sites = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Site> gone = new ReferenceQueue<>();

    void add(Site site) {
        for (Reference<? extends Site> dead = gone.poll(); dead != null; dead = gone.poll()) {
            sites.remove(dead);
        }
        sites.add(new WeakReference<>(site, gone));
    }

    void forEach(Consumer<Site> action) {
        for (Reference<Site> reference : sites) {
            Site site = reference.get();
            if (site != null) {
                action.accept(site);
            }
        }
    }
}
