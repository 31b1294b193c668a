package dev.larder.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's proxy of an entity. An initialised one is written as the entity behind it, by which it comes back; any other
 * is refused, for asking it for anything would load it.
 */
final class StandInForm implements Form {
    private static final String PROXY = "org.hibernate.proxy.HibernateProxy";

    private final String entity;
    private final Method initializer;
    private final Method uninitialised;
    private final Method behind;

    private StandInForm(Class<?> type, Class<?> proxy) throws ReflectiveOperationException {
        this.entity = type.getSuperclass() == Object.class
                ? type.getName()
                : type.getSuperclass().getName();
        this.initializer = proxy.getMethod("getHibernateLazyInitializer");
        this.uninitialised = initializer.getReturnType().getMethod("isUninitialized");
        this.behind = initializer.getReturnType().getMethod("getImplementation");
    }

    static boolean covers(Class<?> type) {
        return proxy(type) != null;
    }

    static Form of(Class<?> type) {
        try {
            Class<?> proxy = proxy(type);
            return proxy == null ? new UnfitForm("not a Hibernate proxy") : new StandInForm(type, proxy);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return new UnfitForm("a proxy of a Hibernate that Larder doesn't know: " + unknown);
        }
    }

    @Override
    public long shape() {
        return 0;
    }

    Object real(Object proxy) throws RefusedException {
        try {
            Object state = initializer.invoke(proxy);
            if (Boolean.TRUE.equals(uninitialised.invoke(state))) {
                throw new RefusedException("uninitialised proxy of " + entity + " (lazy, not loaded)");
            }
            return behind.invoke(state);
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            throw new RefusedException("proxy of " + entity + " that doesn't tell its entity: " + unknown);
        }
    }

    private static @Nullable Class<?> proxy(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().equals(PROXY)) {
                return each;
            }
        }
        return null;
    }
}
