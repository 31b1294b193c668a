package dev.larder.engine.warm;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** All cached methods of one set of rules, as far as their classes are there: held weakly, they go with these. Any thread. */
public final class RememberedMethods {
    private final List<WeakReference<RememberedMethod>> methods = new CopyOnWriteArrayList<>();

    public void add(RememberedMethod method) {
        methods.removeIf(one -> one.get() == null);
        methods.add(new WeakReference<>(method));
    }

    /** @param cache null for those of all caches */
    List<RememberedMethod> of(@Nullable String cache) {
        List<RememberedMethod> present = new ArrayList<>();
        for (WeakReference<RememberedMethod> reference : methods) {
            RememberedMethod method = reference.get();
            if (method != null && (cache == null || cache.equals(method.cache()))) {
                present.add(method);
            }
        }
        return present;
    }
}
