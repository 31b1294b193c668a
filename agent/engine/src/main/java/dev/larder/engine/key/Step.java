package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step on the path of a hole, from an object to a part of it. Immutable; any thread. */
sealed interface Step {

    /** The part; anything thrown means that there is none. */
    @Nullable
    Object read(Object from) throws Throwable;

    /** A property that the declared type is known to have. */
    record OfProperty(MethodHandle read) implements Step {
        @Override
        public @Nullable Object read(Object from) throws Throwable {
            return (Object) read.invokeExact(from);
        }
    }

    /** The value of a map; a key that isn't there reads as null, as it does for the application. */
    record OfMap(String name) implements Step {
        @Override
        public @Nullable Object read(Object from) throws KeyException {
            Map<?, ?> map = (Map<?, ?>) from;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = entry.getKey();
                if (key instanceof Enum<?> constant ? constant.name().equals(name) : name.equals(String.valueOf(key))) {
                    return entry.getValue();
                }
            }
            return null;
        }
    }

    /** The value of a map whose keys are known to be strings. */
    record OfStringMap(String name) implements Step {
        @Override
        public @Nullable Object read(Object from) {
            return ((Map<?, ?>) from).get(name);
        }
    }

    record OfIndex(int index) implements Step {
        @Override
        public @Nullable Object read(Object from) {
            return from instanceof List<?> list ? list.get(index) : Array.get(from, index);
        }
    }

    /** What an Optional holds, null for an empty one. */
    record OfOptional() implements Step {
        @Override
        public @Nullable Object read(Object from) {
            return ((Optional<?>) from).orElse(null);
        }
    }

    /** All elements of what stands before it, which is why it is no step of one value to one other. */
    record OfEach() implements Step {
        @Override
        public Object read(Object from) throws KeyException {
            throw new KeyException("[*] gives many values where one is needed");
        }

        /**
         * Adds the elements.
         *
         * @return false where there are none to be had, or more than {@code most} altogether
         */
        boolean read(Object from, List<@Nullable Object> into, int most) {
            if (from instanceof Object[] array) {
                // Before any copy: it may be long
                boolean fits = into.size() + array.length <= most;
                if (fits) {
                    Collections.addAll(into, array);
                }
                return fits;
            }
            if (from.getClass().isArray()) {
                int length = Array.getLength(from);
                for (int i = 0; i < length && into.size() <= most; i++) {
                    into.add(Array.get(from, i));
                }
                return into.size() <= most;
            }
            Object holder = from instanceof Optional<?> optional
                    ? optional.map(List::of).orElse(List.of())
                    : from;
            Object elements = holder instanceof Map<?, ?> map ? map.values() : holder;
            if (!(elements instanceof Iterable<?> iterable)) {
                return false;
            }
            for (Object element : iterable) {
                into.add(element);
                if (into.size() > most) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A property that the declared type doesn't have but a value's class may: looked up once for each class. */
    final class AsFound implements Step {
        private final ClassValue<Step> steps;

        AsFound(String name, MethodHandles.Lookup lookup) {
            steps = new ClassValue<>() {
                @Override
                protected Step computeValue(Class<?> type) {
                    return look(type, name, lookup);
                }
            };
        }

        private static Step look(Class<?> type, String name, MethodHandles.Lookup lookup) {
            if (Map.class.isAssignableFrom(type)) {
                return new OfMap(name);
            }
            if (index(name) && (List.class.isAssignableFrom(type) || type.isArray())) {
                return new OfIndex(Integer.parseInt(name));
            }
            Properties.Property property = Properties.find(type, name, lookup);
            return property == null ? new Missing(name) : new OfProperty(property.read());
        }

        @Override
        public @Nullable Object read(Object from) throws Throwable {
            Object holder = from instanceof Optional<?> optional ? optional.orElseThrow() : from;
            return steps.get(holder.getClass()).read(holder);
        }
    }

    record Missing(String name) implements Step {
        @Override
        public Object read(Object from) throws KeyException {
            throw new KeyException(from.getClass().getName() + " has no property " + name);
        }
    }

    static boolean index(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!TemplateParser.digit(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
