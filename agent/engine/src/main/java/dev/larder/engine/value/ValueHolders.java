package dev.larder.engine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What EclipseLink puts in place of a value that it may have to load, asked only what loads nothing. One that is not loaded
 * comes back as a holder without a session, as EclipseLink itself brings it back from serialization: it fails with
 * EclipseLink's own error when it is asked.
 */
final class ValueHolders {
    private static final String HOLDER = "org.eclipse.persistence.indirection.ValueHolderInterface";
    private static final String QUERYING = "org.eclipse.persistence.internal.indirection.QueryBasedValueHolder";

    private final Method instantiated;
    private final Method value;
    private final Constructor<?> sessionless;

    ValueHolders(@Nullable ClassLoader loader) throws ReflectiveOperationException {
        Class<?> holder = Class.forName(HOLDER, false, loader);
        this.instantiated = holder.getMethod("isInstantiated");
        this.value = holder.getMethod("getValue");
        // Its public constructors ask for a session
        this.sessionless = Class.forName(QUERYING, false, loader).getDeclaredConstructor();
        sessionless.setAccessible(true);
    }

    boolean loaded(Object holder) throws RefusedException {
        return Boolean.TRUE.equals(ask(instantiated, holder));
    }

    /** Of a holder that is loaded. */
    @Nullable
    Object value(Object holder) throws RefusedException {
        return ask(value, holder);
    }

    /**
     * Whether who gets the value could load it: by the session of the server, even after that of the unit of work, if there
     * is any left.
     */
    boolean loadable(Object holder) {
        Object each = holder;
        while (each != null) {
            try {
                if (each.getClass().getMethod("getSession").invoke(each) != null) {
                    return true;
                }
                each = each.getClass().getMethod("getWrappedValueHolder").invoke(each);
            } catch (ReflectiveOperationException | RuntimeException unknown) {
                return true;
            }
        }
        return false;
    }

    /** One that is not loaded, and never will be. */
    Object unloaded() throws BadPayloadException {
        try {
            return sessionless.newInstance();
        } catch (ReflectiveOperationException unmade) {
            throw new BadPayloadException("no value holder of EclipseLink could be made: " + unmade);
        }
    }

    private static @Nullable Object ask(Method question, Object holder) throws RefusedException {
        try {
            return question.invoke(holder);
        } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException unknown) {
            throw new RefusedException("a value holder of EclipseLink that doesn't tell its value: " + unknown);
        }
    }
}
