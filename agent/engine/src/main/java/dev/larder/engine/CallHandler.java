package dev.larder.engine;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind one woven method: asked on every call, on the application's thread. Throws nothing, ever.
 */
@FunctionalInterface
public interface CallHandler {

    /**
     * What the caller of a woven method gets: the value returned, and behind it the exception thrown, which is none. The
     * woven method assigns both.
     */
    static @Nullable Object[] answer(@Nullable Object value) {
        return new Object[] {value, null};
    }

    /** Lets every call through. */
    CallHandler NOTHING = (self, arguments) -> null;

    /**
     * @param self null for a static method
     * @return null: run the body, nobody wants to know how it ends; an {@code Object[]} as {@link #answer} makes it: don't
     *     run the body, return that; an {@link OpenCall}: run the body and say how it ended
     */
    @Nullable
    Object enter(@Nullable Object self, @Nullable Object[] arguments);
}
