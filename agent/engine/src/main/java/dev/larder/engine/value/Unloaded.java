package dev.larder.engine.value;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Whether what the ORM has yet to load may be cached as it is. It then comes back not loaded and without a session: whoever
 * touches it gets the ORM's own error, as with a value that outlived its session, and never a null or an empty collection.
 */
final class Unloaded {
    private Unloaded() {}

    /**
     * @param what is not loaded, in words
     * @param loadable whether who gets the value could load it, as it couldn't any more once it comes from the cache
     */
    static void admit(String what, ValueSettings settings, boolean loadable) throws RefusedException {
        switch (settings.lazy()) {
            case DETACHED -> {
                // As it is
            }
            case REFUSE -> throw new RefusedException("uninitialised " + what + " (lazy, not loaded)");
            case BY_SESSION -> {
                if (loadable) {
                    throw new RefusedException("uninitialised " + what
                            + " while its session is open; fetch it in the method, or add lazy: detached");
                }
            }
        }
    }

    /** For what can't be made again without what made it, whatever the rule says. */
    static RefusedException unmade(String what, String why) {
        return new RefusedException("uninitialised " + what + " (lazy, not loaded), " + why
                + "; fetch it in the method, or cache a method that returns a DTO");
    }

    /**
     * Of Hibernate's session.
     *
     * @param declared a public type of it, which the session's own class needn't be
     */
    static boolean open(@Nullable Object session, Class<?> declared) {
        if (session == null) {
            return false;
        }
        try {
            Method open = declared.getMethod("isOpen");
            return !Boolean.FALSE.equals(open.invoke(session));
        } catch (ReflectiveOperationException unknown) {
            return true;
        }
    }
}
