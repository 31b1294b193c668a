package dev.larder.weaver.watch;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which classes carry calls of watched methods by now. Keyed weakly by loader; the values are names alone. */
final class WatchedClasses {
    private final Map<ClassLoader, Set<String>> watched = Collections.synchronizedMap(new WeakHashMap<>());

    void add(ClassLoader loader, String name) {
        watched.computeIfAbsent(loader, key -> ConcurrentHashMap.newKeySet()).add(name);
    }

    boolean has(Class<?> type) {
        Set<String> own = watched.get(type.getClassLoader());
        return own != null && own.contains(type.getName().replace('.', '/'));
    }
}
