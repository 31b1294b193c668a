package dev.larder.weaver.watch;

import org.jspecify.annotations.Nullable;

/** What the calls of one watched method do. Safe for use by many threads; throws nothing. */
interface Hook {

    /**
     * Before the body.
     *
     * @param argument the first one, where the point asks for it
     * @return for {@link #exit}; an exception has the body skipped and is thrown instead
     */
    @Nullable
    Object enter(Object self, @Nullable Object argument);

    /**
     * After the body.
     *
     * @param token what {@link #enter} gave, never null
     * @param returned where the point asks for it
     * @return what is to be thrown instead of what comes out of the body; null for that
     */
    @Nullable
    Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown);
}
