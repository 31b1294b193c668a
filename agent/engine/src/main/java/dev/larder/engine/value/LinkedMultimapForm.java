package dev.larder.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guava's multimap that keeps the order of its entries, in chains between sets that know the map which they are in. So it isn't
 * made elsewhere and moved in: an empty one is filled, entry by entry.
 */
final class LinkedMultimapForm extends GraphForm {
    private final Method create;
    private final Method entries;
    private final Method put;

    private LinkedMultimapForm(Class<?> type) throws ReflectiveOperationException {
        this.create = type.getMethod("create");
        Class<?> open = Class.forName(Guava.HOME + "Multimap", false, type.getClassLoader());
        this.entries = open.getMethod("entries");
        this.put = open.getMethod("put", Object.class, Object.class);
    }

    /** Null for any other class. */
    static @Nullable Form of(Class<?> type) {
        if (!type.getName().equals(Guava.HOME + "LinkedHashMultimap")) {
            return null;
        }
        try {
            return new LinkedMultimapForm(type);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return new UnfitForm(type.getName() + " is of a version that Larder doesn't know: " + unknown);
        }
    }

    /** Both of an entry are placed by their hashes. */
    @Override
    boolean filledLast() {
        return true;
    }

    @Override
    int leastBody() {
        return 1;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        try {
            return create.invoke(null);
        } catch (IllegalAccessException | InvocationTargetException unmade) {
            throw new BadPayloadException("no multimap could be made: " + unmade);
        }
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Collection<?> all;
        try {
            all = (Collection<?>) entries.invoke(value);
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            throw new RefusedException("a multimap that doesn't tell its entries: " + unknown);
        }
        Object[] list = all.toArray();
        out.body().number(list.length * 2);
        for (Object each : list) {
            out.reference(((Map.Entry<?, ?>) each).getKey());
            out.reference(((Map.Entry<?, ?>) each).getValue());
        }
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        in.later(this);
    }

    @Override
    void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
        if (contents.length % 2 != 0) {
            throw new BadPayloadException("half an entry");
        }
        try {
            for (int i = 0; i < contents.length; i += 2) {
                if (!Boolean.TRUE.equals(put.invoke(target, contents[i], contents[i + 1]))) {
                    throw new BadPayloadException("an entry that is there twice");
                }
            }
        } catch (IllegalAccessException | InvocationTargetException refused) {
            throw new BadPayloadException("contents that a multimap doesn't take: " + refused);
        }
    }

    @Override
    Described described() {
        return Described.of(Described.Way.LIST);
    }

    @Override
    String step(int reference) {
        return Contents.entry(reference);
    }
}
