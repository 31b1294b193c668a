package dev.larder.engine;

import org.jspecify.annotations.Nullable;

/** A call whose body is running, and whose end is awaited. Used by one thread, closed once. */
public interface OpenCall {

    /**
     * Throws nothing, ever.
     *
     * @param returned null where the body threw, returned null, or is void
     * @param thrown null where the body returned
     * @return null: the caller gets what the body returned or threw; an array as {@link CallHandler#enter} gives: the caller
     *     gets its first element instead
     */
    @Nullable
    Object @Nullable [] close(@Nullable Object returned, @Nullable Throwable thrown);
}
