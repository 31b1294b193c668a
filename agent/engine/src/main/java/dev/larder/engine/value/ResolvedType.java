package dev.larder.engine.value;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class with what its type parameters stand for, as far as the source tells: {@code Page<Post>} says more than
 * {@code Page}.
 *
 * @param arguments of the class's own parameters; empty where nothing is known of them
 */
record ResolvedType(Class<?> raw, List<ResolvedType> arguments) {
    /** Types may grow with each step into them ({@code Node<List<T>>} within {@code Node<T>}); this deep is deep enough. */
    private static final int DEEPEST = 8;

    private static final ResolvedType OBJECT = new ResolvedType(Object.class, List.of());

    static ResolvedType of(Type type, Map<TypeVariable<?>, ResolvedType> bindings) {
        return of(type, bindings, 0);
    }

    private static ResolvedType of(Type type, Map<TypeVariable<?>, ResolvedType> bindings, int depth) {
        if (type instanceof Class<?> raw) {
            return new ResolvedType(raw, List.of());
        }
        if (depth > DEEPEST) {
            return OBJECT;
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            List<ResolvedType> arguments = new ArrayList<>();
            for (Type argument : parameterized.getActualTypeArguments()) {
                arguments.add(of(argument, bindings, depth + 1).atMost(DEEPEST - 1));
            }
            return new ResolvedType(raw, List.copyOf(arguments));
        }
        if (type instanceof GenericArrayType array) {
            ResolvedType component = of(array.getGenericComponentType(), bindings, depth + 1);
            return new ResolvedType(component.raw.arrayType(), component.arguments);
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], bindings, depth + 1);
        }
        if (type instanceof TypeVariable<?> variable) {
            ResolvedType bound = bindings.get(variable);
            return bound != null ? bound : of(variable.getBounds()[0], bindings, depth + 1);
        }
        return OBJECT;
    }

    private ResolvedType atMost(int depth) {
        if (arguments.isEmpty()) {
            return this;
        }
        List<ResolvedType> cut = new ArrayList<>();
        if (depth > 0) {
            for (ResolvedType argument : arguments) {
                cut.add(argument.atMost(depth - 1));
            }
        }
        return new ResolvedType(raw, List.copyOf(cut));
    }

    // What a record would do, but that costs its first user the linking of many method handles

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResolvedType that && raw == that.raw && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return raw.hashCode() * 31 + arguments.hashCode();
    }

    /** What the first of the class's own type parameters stands for; anything where nothing is known of it. */
    ResolvedType argument() {
        return arguments.isEmpty() ? OBJECT : arguments.get(0);
    }

    /** What the class's own type parameters stand for. */
    Map<TypeVariable<?>, ResolvedType> bindings() {
        Map<TypeVariable<?>, ResolvedType> own = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            own.put(variables[i], arguments.get(i));
        }
        return own;
    }

    /** What the parameters of a supertype stand for, seen from this type; empty where it is none. */
    Map<TypeVariable<?>, ResolvedType> bindings(Class<?> supertype) {
        if (raw == supertype) {
            return bindings();
        }
        List<Type> above = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        if (raw.getGenericSuperclass() != null) {
            above.add(raw.getGenericSuperclass());
        }
        for (Type each : above) {
            ResolvedType resolved = of(each, bindings());
            if (supertype.isAssignableFrom(resolved.raw)) {
                return resolved.bindings(supertype);
            }
        }
        return Map.of();
    }
}
