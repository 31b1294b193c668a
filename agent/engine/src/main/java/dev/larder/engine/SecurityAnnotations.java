package dev.larder.engine;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody has said of a method that not everybody may call it. What checks that is one of the proxies around it: a
 * hit that a proxy serves would be served to whoever asks.
 */
final class SecurityAnnotations {
    private static final Set<String> NAMES = Set.of(
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.DenyAll",
            "javax.annotation.security.RolesAllowed",
            "javax.annotation.security.DenyAll",
            "org.springframework.security.access.annotation.Secured",
            "org.springframework.security.access.prepost.PreAuthorize",
            "org.springframework.security.access.prepost.PostAuthorize",
            "org.springframework.security.access.prepost.PreFilter",
            "org.springframework.security.access.prepost.PostFilter",
            "io.quarkus.security.Authenticated",
            "io.quarkus.security.PermissionsAllowed",
            "io.micronaut.security.annotation.Secured");

    private SecurityAnnotations() {}

    /** The first one found on the interfaces of a proxy, or on their declarations of the method; null for none. */
    static @Nullable String on(Class<?> proxy, Method method) {
        for (Class<?> type : proxy.getInterfaces()) {
            String found = onInterface(type, method);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The first one found on a method, on its class, or on what these implement; null for none. */
    static @Nullable String ofMethod(Class<?> owner, Method method) {
        String found = among(method);
        for (Class<?> type = owner; type != null && found == null; type = type.getSuperclass()) {
            found = among(type);
            for (Class<?> declaring : found == null ? type.getInterfaces() : new Class<?>[0]) {
                found = found == null ? onInterface(declaring, method) : found;
            }
        }
        return found;
    }

    private static @Nullable String onInterface(Class<?> type, Method method) {
        boolean declares = false;
        for (Method declared : type.getDeclaredMethods()) {
            if (declared.getName().equals(method.getName())
                    && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())) {
                declares = true;
                String found = among(declared);
                if (found != null) {
                    return found;
                }
            }
        }
        boolean inherits = Arrays.stream(type.getMethods())
                .anyMatch(any -> any.getName().equals(method.getName())
                        && Arrays.equals(any.getParameterTypes(), method.getParameterTypes()));
        String found = declares || inherits ? among(type) : null;
        for (Class<?> above : found == null ? type.getInterfaces() : new Class<?>[0]) {
            found = onInterface(above, method);
            if (found != null) {
                return found;
            }
        }
        return found;
    }

    private static @Nullable String among(AnnotatedElement element) {
        return among(element, new HashSet<>());
    }

    /** Also where it stands on an annotation of the application's own, or on one of those, however deep. */
    private static @Nullable String among(AnnotatedElement element, Set<Class<?>> seen) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (NAMES.contains(type.getName())) {
                return "@" + type.getSimpleName();
            }
            String meta = seen.add(type) ? among(type, seen) : null;
            if (meta != null) {
                return "@" + type.getSimpleName() + ", which is a " + meta;
            }
        }
        return null;
    }
}
