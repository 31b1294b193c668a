package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * What a method returns around a value that is still to come: a future, or a reactive type. The value is what is cached,
 * once it arrives; the codec of such a method is the value's. Bound to the application's own version of the type, and
 * reachable only from what is bound to the woven method. For any thread.
 */
public interface Wrapper {

    /** Is told once what became of the value, on whichever thread the application completes it. Must throw nothing. */
    interface Arrival {
        /** Of a lazy one: somebody has asked for the value, which is being made from now on. */
        default void begun() {}

        /** @param value null where the future or stream ended without one */
        void arrived(@Nullable Object value);

        /** It failed, was cancelled, or is more than can be cached: nothing of it is to be stored. */
        void failed();
    }

    /**
     * Has the value seen when it comes, without asking for it. A reactive one is seen when its caller subscribes, the first
     * time only; if that never happens, neither method of the arrival is called.
     *
     * @param returned what the method returned, not null
     * @return what its caller is to be given instead: another future or reactive type, which behaves as the former does
     */
    Object watch(Object returned, Arrival arrival);

    /** Whether the value isn't even begun with before somebody asks for it, which may never be. */
    default boolean lazy() {
        return false;
    }

    /** A completed one around a value, for a hit. */
    Object of(@Nullable Object value);
}
