package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import org.jspecify.annotations.Nullable;

/**
 * One woven method of one loaded class. Its two methods are what the method's bytecode calls, through call sites that
 * never change; what they do is swapped by swapping the handler.
 *
 * <p>Reachable from the woven class alone, and it reaches that class: dropping the class drops the site.
 */
final class Site {

    // A volatile read costs a plain load on the usual processors, and spares the deoptimization of a mutable call site.
    private volatile CallHandler handler;

    Site(CallHandler handler) {
        this.handler = handler;
    }

    void swap(CallHandler next) {
        handler = next;
    }

    /** See {@link SiteAdvice#enter}. */
    @Nullable
    Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        CallHandler current = handler;
        return current == CallHandler.NOTHING ? null : current.enter(self, arguments);
    }

    /** See {@link SiteAdvice#exit}. */
    @Nullable
    Object @Nullable [] exit(@Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (token == null) {
            return null;
        }
        // The way of a hit: must not be able to throw, for by now there is no body to fall back on.
        if (token instanceof Object[] hit) {
            return hit;
        }
        ((OpenCall) token).close(returned, thrown);
        return null;
    }
}
