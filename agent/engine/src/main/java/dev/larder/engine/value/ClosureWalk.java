package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();

    /** @param owner the class that was woven, whose loader sees the frameworks that its values may hold */
    static Closure from(ResolvedType root, Class<?> owner, Allow allow) {
        ClosureWalk walk = new ClosureWalk();
        walk.loaders.add(owner.getClassLoader());
        walk.meet(root);
        while (!walk.open.isEmpty() && walk.seen.size() < MOST) {
            walk.into(walk.open.remove());
        }
        return new Closure(walk.found, allow, new ArrayList<>(walk.loaders));
    }

    private void meet(ResolvedType type) {
        if (seen.add(type)) {
            open.add(type);
        }
    }

    private void meetAll(List<ResolvedType> types) {
        for (ResolvedType type : types) {
            meet(type);
        }
    }

    private void into(ResolvedType type) {
        meetAll(type.arguments());
        Class<?> raw = type.raw();
        if (raw.isArray()) {
            meet(new ResolvedType(raw.getComponentType(), type.arguments()));
            return;
        }
        if (raw.isPrimitive() || Forms.ofJdk(raw)) {
            return;
        }
        found.putIfAbsent(raw.getName(), raw);
        loaders.add(raw.getClassLoader());
        if (raw.isSealed()) {
            for (Class<?> permitted : raw.getPermittedSubclasses()) {
                meet(new ResolvedType(
                        permitted, permitted.getTypeParameters().length == 0 ? List.of() : type.arguments()));
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
                if (!Modifier.isStatic(field.getModifiers()) && Forms.kept(field)) {
                    meet(ResolvedType.of(field.getGenericType(), known));
                }
            }
            Type above = each.getGenericSuperclass();
            if (above == null) {
                return;
            }
            ResolvedType resolved = ResolvedType.of(above, known);
            // The arguments of a superclass may be all that tells what a collection in it holds
            meetAll(resolved.arguments());
            known = resolved.bindings();
            each = resolved.raw();
        }
    }
}
