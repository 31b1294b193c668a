package dev.larder.weaver.watch;

import dev.larder.engine.match.ClassHeader;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.Hierarchy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Of which watched kinds a class is, told from class files before the class exists. Unlike the {@link Hierarchy} that
 * rules are matched by, it looks into libraries: drivers, pools and servlet containers are nothing else.
 */
final class Ancestry {
    private static final int DEEPEST = 200;

    private final Map<String, Integer> wanted = WatchedType.bitsByInterface();

    // Keyed weakly by loader; the values hold names alone, so nothing here keeps an application alive.
    private final Map<ClassLoader, Map<String, Integer>> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** Bits of {@link WatchedType}. */
    int kinds(ClassLoader loader, ClassHeader header) {
        Map<String, Integer> memory = known.computeIfAbsent(loader, key -> new ConcurrentHashMap<>());
        int kinds = kinds(loader, header, memory, 0);
        memory.put(header.name(), kinds);
        return kinds;
    }

    private int kinds(ClassLoader loader, ClassHeader header, Map<String, Integer> memory, int depth) {
        int kinds = header.superName() == null ? 0 : kinds(loader, header.superName(), memory, depth);
        for (String type : header.interfaces()) {
            kinds |= kinds(loader, type, memory, depth);
        }
        return kinds;
    }

    private int kinds(ClassLoader loader, String name, Map<String, Integer> memory, int depth) {
        Integer bit = wanted.get(name);
        if (bit != null) {
            return bit;
        }
        if (name.startsWith("java/") || depth > DEEPEST) {
            return 0;
        }
        Integer remembered = memory.get(name);
        if (remembered != null) {
            return remembered;
        }
        ClassOutline above = Hierarchy.outline(loader, name);
        int kinds = above == null ? 0 : kinds(loader, above.header(), memory, depth + 1);
        memory.put(name, kinds);
        return kinds;
    }

    /** The kinds of classes that are there already: one look at many of them, which share most of their ancestors. */
    final class Loaded {
        private final Map<Class<?>, Integer> seen = new HashMap<>();

        int kinds(@Nullable Class<?> type) {
            if (type == null || type == Object.class) {
                return 0;
            }
            Integer remembered = seen.get(type);
            if (remembered != null) {
                return remembered;
            }
            Integer bit = type.isInterface() ? wanted.get(type.getName().replace('.', '/')) : null;
            int kinds = bit == null ? kinds(type.getSuperclass()) : bit;
            for (Class<?> implemented : type.getInterfaces()) {
                kinds |= kinds(implemented);
            }
            seen.put(type, kinds);
            return kinds;
        }
    }
}
