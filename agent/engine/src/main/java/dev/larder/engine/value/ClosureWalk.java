package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Collects what a declared type reaches: through type arguments, fields, components of arrays and the permitted classes of
 * sealed ones. A class that others may extend contributes only itself: which of them come at run time nothing here tells.
 */
final class ClosureWalk {
    /** Far beyond any domain; a guard against types that make new ones without end. */
    private static final int MOST = 20_000;

    private final Map<String, Class<?>> found = new LinkedHashMap<>();
    private final Set<ResolvedType> seen = new HashSet<>();
    private final Deque<ResolvedType> open = new ArrayDeque<>();
    private final Set<ClassLoader> loaders = new LinkedHashSet<>();

    /** @param owner the class that was woven, whose loader sees the frameworks that its values may hold */
    static Map<String, Class<?>> from(ResolvedType root, Class<?> owner) {
        ClosureWalk walk = new ClosureWalk();
        walk.meetLoader(owner);
        walk.meet(root);
        while (!walk.open.isEmpty() && walk.seen.size() < MOST) {
            walk.into(walk.open.remove());
        }
        for (ClassLoader loader : walk.loaders) {
            Frameworks.collections(loader).forEach(type -> walk.found.putIfAbsent(type.getName(), type));
        }
        return walk.found;
    }

    private void meet(ResolvedType type) {
        if (seen.add(type)) {
            open.add(type);
        }
    }

    private void into(ResolvedType type) {
        type.arguments().forEach(this::meet);
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            meet(new ResolvedType(raw.getComponentType(), type.arguments()));
            return;
        }
        if (raw.isPrimitive() || Forms.ofJdk(raw)) {
            return;
        }
        found.putIfAbsent(raw.getName(), raw);
        meetLoader(raw);
        if (raw.isSealed()) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                meet(new ResolvedType(
                        permitted, permitted.getTypeParameters().length == 0 ? java.util.List.of() : type.arguments()));
            }
        }
        for (Class<?> known : Frameworks.implementations(raw)) {
            meet(new ResolvedType(known, type.arguments()));
        }
        if (!raw.isEnum() && !raw.isInterface()) {
            fields(raw, type.bindings());
        }
    }

    /** Those of the superclasses as well, seen through what this class gives for their parameters. */
    private void fields(Class<?> type, Map<TypeVariable<?>, ResolvedType> bindings) {
        Class<?> each = type;
        Map<TypeVariable<?>, ResolvedType> known = bindings;
        while (each != null && !Forms.ofJdk(each)) {
            for (Field field : each.getDeclaredFields()) {
                if (!java.lang.reflect.Modifier.isStatic(field.getModifiers()) && Forms.kept(field)) {
                    meet(ResolvedType.of(field.getGenericType(), known));
                }
            }
            Type above = each.getGenericSuperclass();
            if (above == null) {
                return;
            }
            ResolvedType resolved = ResolvedType.of(above, known);
            // The arguments of a superclass may be all that tells what a collection in it holds
            resolved.arguments().forEach(this::meet);
            known = resolved.bindings();
            each = resolved.raw();
        }
    }

    private void meetLoader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null) {
            loaders.add(loader);
        }
    }
}
