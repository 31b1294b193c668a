package dev.larder.weaver.watch;

import dev.larder.engine.coherence.Request;
import dev.larder.engine.coherence.UnitsOfWork;
import java.lang.ref.WeakReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outermost filter or servlet of a thread: a request begins and ends with it. One that is continued elsewhere ends for
 * this thread when the thread leaves, and begins again where it is continued.
 */
final class RequestHook implements Hook {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final UnitsInUse inUse;
    private final Threads threads;
    private final RequestTexts methods = new RequestTexts("getMethod");
    private final RequestTexts paths = new RequestTexts("getRequestURI");

    RequestHook(UnitsInUse inUse, Threads threads) {
        this.inUse = inUse;
        this.threads = threads;
    }

    @Override
    public @Nullable Object enter(Object self, @Nullable Object request) {
        UnitsOfWork units = inUse.units();
        if (units == null) {
            return null;
        }
        try {
            Calls calls = threads.current();
            if (calls.request != null) {
                return null;
            }
            String method = request == null ? null : methods.of(request);
            // Weakly, since a request that never ends must not be kept by its thread
            WeakReference<@Nullable Object> path = new WeakReference<>(request);
            calls.request = units.requestBegun(method != null && SAFE.contains(method), () -> {
                Object alive = path.get();
                return alive == null ? null : paths.of(alive);
            });
            return calls;
        } catch (Throwable fault) {
            inUse.fault(fault);
            return null;
        }
    }

    @Override
    public @Nullable Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        try {
            Calls calls = (Calls) token;
            Request ending = calls.request;
            calls.request = null;
            if (ending != null) {
                ending.ended();
            }
        } catch (Throwable fault) {
            inUse.fault(fault);
        }
        return null;
    }
}
