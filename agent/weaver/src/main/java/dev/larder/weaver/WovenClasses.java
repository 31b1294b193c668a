package dev.larder.weaver;

import dev.larder.engine.match.ClassOutline;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which methods of which classes carry calls to the bridge by now; none, in those that rules mean and hold nothing to weave.
 * Keyed weakly by loader; the values are names alone.
 */
final class WovenClasses {

    /** @param methods by {@link dev.larder.engine.match.MethodOutline#key()} */
    record Woven(ClassOutline outline, Set<String> methods) {
        Woven {
            methods = Set.copyOf(methods);
        }
    }

    private final Map<ClassLoader, Map<String, Woven>> woven = Collections.synchronizedMap(new WeakHashMap<>());

    void put(ClassLoader loader, Woven one) {
        woven.computeIfAbsent(loader, key -> new ConcurrentHashMap<>())
                .put(one.outline().header().name(), one);
    }

    /** Whether the class has other bytes than it was written with. */
    boolean changed(Class<?> type) {
        Woven one = get(type);
        return one != null && !one.methods().isEmpty();
    }

    /** Null where no rule has meant the class yet. */
    @Nullable
    Woven get(Class<?> type) {
        Map<String, Woven> own = woven.get(type.getClassLoader());
        return own == null ? null : own.get(type.getName().replace('.', '/'));
    }
}
