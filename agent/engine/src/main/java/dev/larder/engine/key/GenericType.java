package dev.larder.engine.key;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A type with its type arguments known as far as the source tells, so that {@code {page.content.0.id}} finds its way
 * through {@code Page<Post>}.
 *
 * @param raw the erased type
 * @param arguments of the type's own parameters, in order; empty where the source gives none
 * @param open whether a value may well be of a type that has more than {@code raw}: a type variable or a wildcard
 */
record GenericType(Class<?> raw, List<GenericType> arguments, boolean open) {
    static final GenericType OBJECT = new GenericType(Object.class, List.of(), true);

    static GenericType of(Type type) {
        return of(type, Map.of());
    }

    /** What comes out in the end where this is a future or a reactive type, of a stream a list; this otherwise. */
    GenericType eventual() {
        GenericType inside = arguments.isEmpty() ? OBJECT : arguments.get(0);
        return switch (raw.getName()) {
            case "java.util.concurrent.CompletableFuture",
                    "java.util.concurrent.CompletionStage",
                    "reactor.core.publisher.Mono" -> inside;
            case "reactor.core.publisher.Flux" -> new GenericType(List.class, List.of(inside), false);
            default -> this;
        };
    }

    /** The type of a member that {@code declaring} declares, seen through this type, which is or extends it. */
    GenericType member(Type type, Class<?> declaring) {
        return of(type, bindings(declaring));
    }

    /** What this type gives for the parameter of its supertype: the 0th of {@code Collection}, the 1st of {@code Map}. */
    GenericType argument(Class<?> supertype, int index) {
        TypeVariable<?>[] variables = supertype.getTypeParameters();
        return index < variables.length ? bindings(supertype).getOrDefault(variables[index], OBJECT) : OBJECT;
    }

    private static GenericType of(Type type, Map<TypeVariable<?>, GenericType> bindings) {
        if (type instanceof Class<?> raw) {
            return new GenericType(raw, List.of(), false);
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            List<GenericType> arguments = new ArrayList<>();
            for (Type argument : parameterized.getActualTypeArguments()) {
                arguments.add(of(argument, bindings));
            }
            return new GenericType(raw, List.copyOf(arguments), false);
        }
        if (type instanceof TypeVariable<?> variable) {
            GenericType bound = bindings.get(variable);
            return bound != null ? bound : new GenericType(erased(variable), List.of(), true);
        }
        if (type instanceof WildcardType wildcard) {
            GenericType bound = of(wildcard.getUpperBounds()[0], bindings);
            return new GenericType(bound.raw, bound.arguments, true);
        }
        if (type instanceof GenericArrayType array) {
            GenericType component = of(array.getGenericComponentType(), bindings);
            return new GenericType(component.raw.arrayType(), List.of(component), false);
        }
        return OBJECT;
    }

    /** Erases without looking into arguments: a bound such as {@code Comparable<T>} may name its own variable. */
    private static Class<?> erased(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erased(parameterized.getRawType());
        }
        if (type instanceof TypeVariable<?> variable) {
            return erased(variable.getBounds()[0]);
        }
        return Object.class;
    }

    private Map<TypeVariable<?>, GenericType> bindings(Class<?> declaring) {
        Map<TypeVariable<?>, GenericType> own = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            own.put(variables[i], arguments.get(i));
        }
        if (raw == declaring) {
            return own;
        }
        List<Type> supertypes = new ArrayList<>(List.of(raw.getGenericInterfaces()));
        Type superclass = raw.getGenericSuperclass();
        if (superclass != null) {
            supertypes.add(superclass);
        }
        for (Type supertype : supertypes) {
            GenericType above = of(supertype, own);
            if (declaring.isAssignableFrom(above.raw)) {
                return above.bindings(declaring);
            }
        }
        return Map.of();
    }
}
