package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the JDK whose values are brought back, each with its form: a closed list. In the bytes a class is its
 * number here; the names in their order are part of every codec's shape, so that a version with another list reads none of
 * this one's bytes.
 */
final class JdkForms {
    private final List<@Nullable Class<?>> types = new ArrayList<>();
    private final List<@Nullable Form> forms = new ArrayList<>();
    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final List<Class<?>> behind = new ArrayList<>();
    private final Fingerprint print = new Fingerprint();

    JdkForms() {
        for (Class<?> primitive : List.of(
                boolean.class,
                byte.class,
                short.class,
                char.class,
                int.class,
                long.class,
                float.class,
                double.class,
                Number.class,
                CharSequence.class,
                Comparable.class,
                java.io.Serializable.class,
                Iterable.class,
                java.util.Collection.class,
                List.class,
                java.util.Set.class,
                java.util.SortedSet.class,
                Map.class,
                Map.Entry.class,
                java.util.SortedMap.class,
                java.util.Queue.class,
                java.util.Deque.class,
                java.time.temporal.Temporal.class,
                java.time.temporal.TemporalAmount.class)) {
            add(primitive, new UnfitForm(primitive.getName() + " has no instances of its own"));
        }
        PlainScalars.addTo(this);
        TimeScalars.addTo(this);
        SqlForms.addTo(this);
        MutableForms.addTo(this);
        CollectionForms.addTo(this);
        MapForms.addTo(this);
        ImmutableForms.addTo(this);
        ImageForms.addTo(this);
    }

    void add(Class<?> type, Form form) {
        numbers.put(type, types.size());
        types.add(type);
        forms.add(form);
        print.add(type.getName()).add(form.shape());
    }

    void scalar(Class<?> type, ScalarForm.Writer writer, ScalarForm.Reader reader) {
        add(type, new ScalarForm(types.size(), writer, reader));
    }

    /** For classes that the JDK keeps to itself, behind a public one: {@code sun.nio.cs.UTF_8} for one. */
    void scalarBehind(Class<?> open, ScalarForm.Writer writer, ScalarForm.Reader reader) {
        scalar(open, writer, reader);
        behind.add(open);
    }

    /** Keeps the numbers of those that follow where a trimmed runtime, or an older one, lacks a class. */
    void absent(String name) {
        types.add(null);
        forms.add(null);
        print.add(name);
    }

    /** Of the list, and so of all that bytes may hold beside the classes of the closure. */
    long shape() {
        return print.value();
    }

    /** -1 for a class that is not in the list. */
    int number(Class<?> type) {
        Integer number = numbers.get(type);
        return number == null ? -1 : number;
    }

    Class<?> type(int number) throws BadPayloadException {
        Class<?> type = number < 0 || number >= types.size() ? null : types.get(number);
        if (type == null) {
            throw new BadPayloadException("no class of the JDK has the number " + number);
        }
        return type;
    }

    @Nullable
    Form form(int number) {
        return number < 0 || number >= forms.size() ? null : forms.get(number);
    }

    /** The form of a class of the JDK; null for any other, and for those that are not in the list. */
    @Nullable
    Form of(Class<?> type) {
        Integer number = numbers.get(type);
        if (number != null) {
            return forms.get(number);
        }
        if (!Forms.ofJdk(type)) {
            return null;
        }
        for (Class<?> open : behind) {
            if (open.isAssignableFrom(type)) {
                return forms.get(numbers.getOrDefault(open, 0));
            }
        }
        return null;
    }
}
