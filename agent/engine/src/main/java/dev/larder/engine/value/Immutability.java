package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether all values of a declared type are immutable through and through, as far as the type proves it: numbers, texts,
 * times and names of the JDK, enum constants, and records and final classes of nothing but such. A list is never proven, for
 * its type doesn't tell what kind of list it is.
 */
final class Immutability {
    private final JdkForms jdk;
    /** Taken for proven while it is looked into: a type that leads back to itself adds nothing by it. */
    private final Set<ResolvedType> seen = new HashSet<>();

    Immutability(JdkForms jdk) {
        this.jdk = jdk;
    }

    boolean proven(ResolvedType type) {
        Class<?> raw = type.raw();
        if (raw.isPrimitive() || raw.isEnum() || !seen.add(type)) {
            return true;
        }
        if (raw == Optional.class) {
            return proven(type.argument());
        }
        if (Forms.ofJdk(raw)) {
            JdkGroup group = jdk.group(raw);
            return group == JdkGroup.PLAIN
                    || group == JdkGroup.NAMES
                    || group == JdkGroup.TIMES
                    || group == JdkGroup.ENUMS;
        }
        if (raw.isSealed() && Modifier.isAbstract(raw.getModifiers())) {
            return permitted(type) && fieldsProven(type);
        }
        return Modifier.isFinal(raw.getModifiers()) && !raw.isArray() && fieldsProven(type);
    }

    private boolean permitted(ResolvedType sealed) {
        for (Class<?> each : sealed.raw().getPermittedSubclasses()) {
            // What its parameters stand for isn't worked out; without them a field of such a type proves nothing
            if (!proven(new ResolvedType(each, List.of()))) {
                return false;
            }
        }
        return true;
    }

    private boolean fieldsProven(ResolvedType type) {
        ResolvedType at = type;
        while (at.raw() != Object.class && !at.raw().isInterface()) {
            if (Forms.ofJdk(at.raw()) && at.raw() != Record.class) {
                return false;
            }
            for (Field field : at.raw().getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !(Modifier.isFinal(modifiers)
                                && proven(ResolvedType.of(field.getGenericType(), at.bindings())))) {
                    return false;
                }
            }
            at = ResolvedType.of(at.raw().getGenericSuperclass(), at.bindings());
        }
        return true;
    }
}
