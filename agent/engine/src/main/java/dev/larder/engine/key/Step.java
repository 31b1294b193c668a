package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
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

    /** What an Optional holds. */
    record OfOptional() implements Step {
        @Override
        public Object read(Object from) {
            return ((Optional<?>) from).orElseThrow();
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
        return name.chars().allMatch(TemplateParser::digit);
    }
}
