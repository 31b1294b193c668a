package dev.larder.engine.value;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one of the JDK's collections shows of another: a part, the keys, the entries. It has no life of its own, and comes
 * back as a plain copy of what it shows, if the rule says so.
 */
record ViewForm(String name) implements Form {

    /** Null for a class of the JDK that is no view. */
    static @Nullable ViewForm of(Class<?> type) {
        String name = type.getName();
        if (Map.Entry.class.isAssignableFrom(type)) {
            return new ViewForm(name);
        }
        if (!Collection.class.isAssignableFrom(type) && !Map.class.isAssignableFrom(type)) {
            return null;
        }
        boolean view = name.contains("SubList")
                || name.contains("SubMap")
                || name.contains("KeySet")
                || name.contains("EntrySet")
                || name.contains("ReverseOrder")
                || name.endsWith("$Values")
                || name.endsWith("$ValueCollection")
                || name.endsWith("LinkedValues")
                || name.endsWith("ValuesView")
                || name.startsWith("java.util.AbstractMap$");
        return view ? new ViewForm(name) : null;
    }

    @Override
    public long shape() {
        return 0;
    }

    String reason() {
        return name
                + " is a view of another collection; to cache what it shows, add views: copy, or return a copy, such as"
                + " List.copyOf(...)";
    }

    @SuppressWarnings("unchecked") // of the same declared elements
    static Object copy(Object view) {
        if (view instanceof SortedMap<?, ?> map) {
            return new TreeMap<>((SortedMap<Object, Object>) map);
        }
        if (view instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (view instanceof Map.Entry<?, ?> entry) {
            return new AbstractMap.SimpleEntry<>(entry);
        }
        if (view instanceof SortedSet<?> set) {
            return new TreeSet<>((SortedSet<Object>) set);
        }
        Collection<?> shown = (Collection<?>) view;
        Collection<Object> copy =
                shown instanceof Set<?> ? new LinkedHashSet<>(shown.size() * 2) : new ArrayList<>(shown.size());
        for (Object element : shown) {
            copy.add(
                    element instanceof Map.Entry<?, ?> entry && of(element.getClass()) != null
                            ? new AbstractMap.SimpleEntry<>(entry)
                            : element);
        }
        return copy;
    }
}
