package dev.larder.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's proxy of an entity. An initialised one is written as the entity behind it, by which it comes back; any other as
 * the proxy that it is, where the rule's {@code lazy} has it so. It is asked nothing that would load it.
 */
final class StandInForm implements Form {
    private static final String PROXY = "org.hibernate.proxy.HibernateProxy";
    private static final String SESSIONLESS = "allowLoadOutsideTransaction";

    private final String entity;
    private final Method initializer;
    private final Method uninitialised;
    private final Method behind;
    private final Method session;
    private final @Nullable UnloadedProxyForm unloaded;

    private StandInForm(Class<?> type, Class<?> proxy) throws ReflectiveOperationException {
        this.entity = type.getSuperclass() == Object.class
                ? type.getName()
                : type.getSuperclass().getName();
        this.initializer = proxy.getMethod("getHibernateLazyInitializer");
        this.uninitialised = initializer.getReturnType().getMethod("isUninitialized");
        this.behind = initializer.getReturnType().getMethod("getImplementation");
        this.session = initializer.getReturnType().getMethod("getSession");
        this.unloaded = UnloadedProxyForm.of(type, proxy);
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

    /** That of a proxy which comes back as one. */
    @Override
    public long shape() {
        return unloaded == null ? 0 : unloaded.shape();
    }

    /** How one that is not loaded is written and read; null for a proxy that can't be made again. */
    @Nullable
    UnloadedProxyForm unloaded() {
        return unloaded;
    }

    /** The entity behind it; null for one that is not loaded, and comes back so. */
    @Nullable
    Object real(Object proxy, ValueSettings settings) throws RefusedException {
        try {
            Object state = initializer.invoke(proxy);
            if (!Boolean.FALSE.equals(uninitialised.invoke(state))) {
                admit(state, settings);
                return null;
            }
            return behind.invoke(state);
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            throw new RefusedException("proxy of " + entity + " that doesn't tell its entity: " + unknown);
        }
    }

    private void admit(Object state, ValueSettings settings)
            throws RefusedException, IllegalAccessException, InvocationTargetException {
        String what = "proxy of " + entity;
        String unfit = unloaded == null ? "of a class that another JVM can't find by its name" : unloaded.unfit(state);
        if (unfit != null) {
            throw Unloaded.unmade(what, unfit);
        }
        Object open = session.invoke(state);
        Unloaded.admit(what, settings, sessionless(state) || Unloaded.open(open, session.getReturnType()));
    }

    /** Whether Hibernate is set up to open a session of its own for it. */
    private static boolean sessionless(Object state) {
        for (Class<?> each = state.getClass(); each != null; each = each.getSuperclass()) {
            try {
                return RawFields.getBoolean(state, RawFields.offset(each.getDeclaredField(SESSIONLESS)));
            } catch (NoSuchFieldException above) {
                // In a class above it, if anywhere
            }
        }
        return true;
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
