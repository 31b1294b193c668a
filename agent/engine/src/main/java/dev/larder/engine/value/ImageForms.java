package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;

/** The JDK's wrappers and other small classes that are nothing but their fields, and those that have one object only. */
final class ImageForms {
    private ImageForms() {}

    @SuppressWarnings("JdkObsolete") // a list without random access gets another wrapper
    static void addTo(JdkForms forms) {
        List<Object> wrapped = new ArrayList<>();
        Collection<Object> collection = new ArrayList<>();
        SortedSet<String> sortedSet = new TreeSet<>();
        SortedMap<String, String> sortedMap = new TreeMap<>();
        NavigableSet<String> navigableSet = new TreeSet<>();
        NavigableMap<String, String> navigableMap = new TreeMap<>();
        wrapped.add(Arrays.asList(1));
        wrapped.add(Collections.singletonList(1));
        wrapped.add(Collections.singleton(1));
        wrapped.add(Collections.singletonMap(1, 1));
        wrapped.add(Collections.nCopies(1, 1));
        wrapped.add(Collections.unmodifiableCollection(collection));
        wrapped.add(Collections.unmodifiableList(new ArrayList<>()));
        wrapped.add(Collections.unmodifiableList(new java.util.LinkedList<>()));
        wrapped.add(Collections.unmodifiableSet(Set.of()));
        wrapped.add(Collections.unmodifiableSortedSet(sortedSet));
        wrapped.add(Collections.unmodifiableNavigableSet(navigableSet));
        wrapped.add(Collections.unmodifiableMap(Map.of()));
        wrapped.add(Collections.unmodifiableSortedMap(sortedMap));
        wrapped.add(Collections.unmodifiableNavigableMap(navigableMap));
        wrapped.add(Collections.synchronizedCollection(collection));
        wrapped.add(Collections.synchronizedList(new ArrayList<>()));
        wrapped.add(Collections.synchronizedList(new java.util.LinkedList<>()));
        wrapped.add(Collections.synchronizedSet(Set.of()));
        wrapped.add(Collections.synchronizedSortedSet(sortedSet));
        wrapped.add(Collections.synchronizedNavigableSet(navigableSet));
        wrapped.add(Collections.synchronizedMap(Map.of()));
        wrapped.add(Collections.synchronizedSortedMap(sortedMap));
        wrapped.add(Collections.synchronizedNavigableMap(navigableMap));
        wrapped.add(ConcurrentHashMap.newKeySet());
        wrapped.add(new CopyOnWriteArraySet<>());
        wrapped.add(new AbstractMap.SimpleEntry<>(1, 1));
        wrapped.add(new AbstractMap.SimpleImmutableEntry<>(1, 1));
        wrapped.add(Map.entry(1, 1));
        wrapped.add(new AtomicReference<>());
        // Somebody's lock: an object that is nothing but itself
        wrapped.add(new Object());
        for (Object each : wrapped) {
            image(forms, each.getClass());
        }
        forms.add(Optional.class, new OptionalForm());
        List<Object> singles = new ArrayList<>(Comparators.known());
        singles.add(Collections.emptyList());
        singles.add(Collections.emptySet());
        singles.add(Collections.emptyMap());
        singles.add(Collections.emptySortedSet());
        singles.add(Collections.emptySortedMap());
        for (Object single : singles) {
            forms.add(single.getClass(), new ConstantForm(single));
        }
    }

    private static void image(JdkForms forms, Class<?> type) {
        if (forms.number(type) < 0) {
            forms.add(type, new ImageForm(type, ImageForms::kept, false));
        }
    }

    /** All but the views that the JDK's maps keep of themselves, once asked for them, and the count of their changes. */
    private static boolean kept(Field field) {
        return !Modifier.isTransient(field.getModifiers());
    }

    /** The empty one is an object that programs may compare by identity. */
    private static final class OptionalForm extends ImageForm {
        OptionalForm() {
            super(Optional.class, ImageForms::kept, false);
        }

        @Override
        int constant(Object value) {
            return value == Optional.empty() ? 0 : -1;
        }

        @Override
        Object constantAt(int number) throws BadPayloadException {
            if (number != 0) {
                throw new BadPayloadException("no constant " + number);
            }
            return Optional.empty();
        }
    }
}
