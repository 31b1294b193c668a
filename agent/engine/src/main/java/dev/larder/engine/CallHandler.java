package dev.larder.engine;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind one woven method: asked on every call, on the application's thread. Throws nothing, ever.
 */
@FunctionalInterface
public interface CallHandler {

    /** Lets every call through. */
    CallHandler NOTHING = (self, arguments) -> null;

    /**
     * @param self null for a static method
     * @return null: run the body, nobody wants to know how it ends; an {@code Object[]} of one element: don't run the
     *     body, return that element; an {@link OpenCall}: run the body and say how it ended
     */
    @Nullable
    Object enter(@Nullable Object self, @Nullable Object[] arguments);
}
