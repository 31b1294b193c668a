package dev.larder.weaver.watch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text of a servlet's request, whose interface is the application's: found by name, once for each class of
 * requests, and kept with that class.
 */
final class RequestTexts {
    private static final MethodType STRING = MethodType.methodType(String.class);

    private final ClassValue<Optional<MethodHandle>> getters = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            return Optional.ofNullable(find(type));
        }
    };

    private final String getter;

    /** @param getter the method of {@code HttpServletRequest} that tells it */
    RequestTexts(String getter) {
        this.getter = getter;
    }

    /** Null where the request is none of HTTP. */
    @Nullable
    String of(Object request) {
        Optional<MethodHandle> found = getters.get(request.getClass());
        try {
            return found.isEmpty() ? null : (String) found.get().invokeExact(request);
        } catch (Throwable theApplications) {
            return null;
        }
    }

    private @Nullable MethodHandle find(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        String name = type.getName();
        if (name.equals("jakarta.servlet.http.HttpServletRequest")
                || name.equals("javax.servlet.http.HttpServletRequest")) {
            try {
                return MethodHandles.publicLookup()
                        .findVirtual(type, getter, STRING)
                        .asType(MethodType.methodType(String.class, Object.class));
            } catch (ReflectiveOperationException hidden) {
                return null;
            }
        }
        for (Class<?> implemented : type.getInterfaces()) {
            MethodHandle found = find(implemented);
            if (found != null) {
                return found;
            }
        }
        return find(type.getSuperclass());
    }
}
