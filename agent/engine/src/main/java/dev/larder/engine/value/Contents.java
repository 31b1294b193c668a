package dev.larder.engine.value;

import java.util.Collection;
import java.util.Map;

/** What collections and maps hold, in their own order. */
final class Contents {
    private Contents() {}

    static void write(Collection<?> collection, GraphWriter out) throws RefusedException {
        Object[] elements = collection.toArray();
        out.body().number(elements.length);
        for (Object element : elements) {
            out.reference(element);
        }
    }

    static void write(Map<?, ?> map, GraphWriter out) throws RefusedException {
        int count = map.size();
        out.body().number(count);
        // By entries alone: asking an access-ordered map for a value would change its order
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.reference(entry.getKey());
            out.reference(entry.getValue());
            count--;
        }
        if (count != 0) {
            throw new RefusedException("a map that was changed while it was looked at");
        }
    }

    @SuppressWarnings("unchecked") // what is added was written from a collection of the same declared elements
    static Collection<Object> collection(Object collection) {
        return (Collection<Object>) collection;
    }

    @SuppressWarnings("unchecked") // what is put was written from a map of the same declared entries
    static Map<Object, Object> map(Object map) {
        return (Map<Object, Object>) map;
    }

    /** The step of a path through the n-th reference of a map. */
    static String entry(int reference) {
        return ((reference & 1) == 0 ? "[key " : "[value ") + reference / 2 + "]";
    }
}
