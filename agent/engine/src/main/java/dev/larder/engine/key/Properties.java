package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds how a property of a class is read: getters first, for a proxy's fields hold nothing, then fields. */
final class Properties {

    /**
     * @param read {@code (Object)Object}; virtual, so that subclasses and proxies answer for themselves
     * @param type as the member declares it, with its generics
     */
    record Property(MethodHandle read, Type type, Class<?> declaring) {}

    private Properties() {}

    /** Null where the type has no such property that can be read. */
    static @Nullable Property find(Class<?> type, String name, MethodHandles.Lookup lookup) {
        String tail = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        List<Class<?>> lineage = lineage(type);
        for (String getter : type.isRecord() ? List.of(name, "get" + tail) : List.of("get" + tail, "is" + tail)) {
            Property found = method(lineage, getter, lookup);
            if (found != null) {
                return found;
            }
        }
        for (Class<?> c : lineage) {
            Property found = field(c, name, lookup);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The names that {@link #find} knows, for guesses. */
    static Collection<String> names(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Class<?> c : lineage(type)) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    names.add(field.getName());
                }
            }
            for (Method method : c.getDeclaredMethods()) {
                String name = method.getName();
                int prefix = name.startsWith("get") ? 3 : name.startsWith("is") ? 2 : 0;
                if (prefix > 0 && name.length() > prefix && reads(method)) {
                    names.add(Character.toLowerCase(name.charAt(prefix)) + name.substring(prefix + 1));
                }
            }
        }
        return names;
    }

    /** The class, its superclasses, then all interfaces; without Object, whose getClass is no property. */
    private static List<Class<?>> lineage(Class<?> type) {
        Set<Class<?>> lineage = new LinkedHashSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            lineage.add(c);
        }
        for (Class<?> c : List.copyOf(lineage)) {
            interfaces(c, lineage);
        }
        return new ArrayList<>(lineage);
    }

    private static void interfaces(Class<?> type, Set<Class<?>> into) {
        for (Class<?> i : type.getInterfaces()) {
            if (into.add(i)) {
                interfaces(i, into);
            }
        }
    }

    private static @Nullable Property method(List<Class<?>> lineage, String name, MethodHandles.Lookup lookup) {
        for (Class<?> c : lineage) {
            try {
                Method method = c.getDeclaredMethod(name);
                if (!reads(method)) {
                    continue;
                }
                Type type = method.getGenericReturnType();
                // The lowest declaration knows the type best, though a higher one may be the one that may be called
                return new Property(generic(unreflect(method, lookup)), type, c);
            } catch (NoSuchMethodException | IllegalAccessException e) {
                // the next one up may have it
            }
        }
        return null;
    }

    private static boolean reads(Method method) {
        return method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers());
    }

    static MethodHandle unreflect(Method method, MethodHandles.Lookup lookup) throws IllegalAccessException {
        try {
            return MethodHandles.publicLookup().unreflect(method);
        } catch (IllegalAccessException e) {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), lookup)
                    .unreflect(method);
        }
    }

    private static @Nullable Property field(Class<?> c, String name, MethodHandles.Lookup lookup) {
        try {
            Field field = c.getDeclaredField(name);
            if (Modifier.isStatic(field.getModifiers())) {
                return null;
            }
            MethodHandle read = MethodHandles.privateLookupIn(c, lookup).unreflectGetter(field);
            return new Property(generic(read), field.getGenericType(), c);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return null;
        }
    }

    static MethodHandle generic(MethodHandle read) {
        return read.asType(MethodType.methodType(Object.class, Object.class));
    }
}
