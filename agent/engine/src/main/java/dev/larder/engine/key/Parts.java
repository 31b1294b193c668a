package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class without a plain text is written by: a record's components, else all fields, where the class defines an
 * equality of its own. Fields tell at least as much apart as that equality does.
 *
 * @param reads each {@code (Object)Object}
 * @param refusal why values of the class can't be part of a key, in words; null where they can
 */
record Parts(List<MethodHandle> reads, @Nullable String refusal) {

    static Parts of(Class<?> type, MethodHandles.Lookup lookup) {
        try {
            if (type.isRecord()) {
                List<MethodHandle> reads = new ArrayList<>();
                for (RecordComponent component : type.getRecordComponents()) {
                    reads.add(Properties.generic(
                            MethodHandles.privateLookupIn(type, lookup).unreflect(component.getAccessor())));
                }
                return new Parts(List.copyOf(reads), null);
            }
            if (type.getMethod("equals", Object.class).getDeclaringClass() == Object.class) {
                return refused("it has no equality of its own, so its key would never be met again;"
                        + " name one of its properties in the key");
            }
            return new Parts(fields(type, lookup), null);
        } catch (IllegalAccessException | NoSuchMethodException | LinkageError | RuntimeException e) {
            return refused("it can't be looked into; name one of its properties in the key");
        }
    }

    private static List<MethodHandle> fields(Class<?> type, MethodHandles.Lookup lookup) throws IllegalAccessException {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            lineage.add(c);
        }
        Collections.reverse(lineage);
        List<MethodHandle> reads = new ArrayList<>();
        for (Class<?> c : lineage) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    reads.add(Properties.generic(
                            MethodHandles.privateLookupIn(c, lookup).unreflectGetter(field)));
                }
            }
        }
        return List.copyOf(reads);
    }

    private static Parts refused(String why) {
        return new Parts(List.of(), why);
    }
}
