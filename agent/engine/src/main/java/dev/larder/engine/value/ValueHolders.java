package dev.larder.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What EclipseLink puts in place of a value that it may have to load, asked only what loads nothing. */
final class ValueHolders {
    private static final String HOLDER = "org.eclipse.persistence.indirection.ValueHolderInterface";

    private final Method instantiated;
    private final Method value;

    ValueHolders(@Nullable ClassLoader loader) throws ReflectiveOperationException {
        Class<?> holder = Class.forName(HOLDER, false, loader);
        this.instantiated = holder.getMethod("isInstantiated");
        this.value = holder.getMethod("getValue");
    }

    boolean loaded(Object holder) throws RefusedException {
        return Boolean.TRUE.equals(ask(instantiated, holder));
    }

    /** Of a holder that is loaded. */
    @Nullable
    Object value(Object holder) throws RefusedException {
        return ask(value, holder);
    }

    private static @Nullable Object ask(Method question, Object holder) throws RefusedException {
        try {
            return question.invoke(holder);
        } catch (IllegalAccessException | InvocationTargetException | IllegalArgumentException unknown) {
            throw new RefusedException("a value holder of EclipseLink that doesn't tell its value: " + unknown);
        }
    }
}
