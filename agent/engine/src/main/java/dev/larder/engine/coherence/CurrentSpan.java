package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The span that the application's thread is in, by the application's own OpenTelemetry: what became of a cached call is
 * written on it. Of several calls within one span the last stays. Found by name, so that Larder carries no API along and
 * fits any version; hangs on the cached method, and so on the application's class. Any thread; throws nothing.
 */
final class CurrentSpan {
    private static final String SPAN = "io.opentelemetry.api.trace.Span";

    /** The API that OpenTelemetry's agent puts on the boot class path: there are spans, but the application knows none. */
    private static final String OF_THE_AGENT = "io.opentelemetry.javaagent.shaded." + SPAN;

    private static final String CACHE = "larder.cache";
    private static final String OUTCOME = "larder.outcome";

    /** {@code ()Object}. */
    private final MethodHandle current;

    /** {@code (Object, String, String)Object}: the span, a name, a value; the span. */
    private final MethodHandle attribute;

    private final Log log;
    private volatile boolean failed;

    private CurrentSpan(Class<?> span, Log log) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        this.current =
                lookup.findStatic(span, "current", MethodType.methodType(span)).asType(MethodType.genericMethodType(0));
        this.attribute = lookup.findVirtual(
                        span, "setAttribute", MethodType.methodType(span, String.class, String.class))
                .asType(MethodType.methodType(Object.class, Object.class, String.class, String.class));
        this.log = log;
    }

    /** As the class sees it; null where it sees no OpenTelemetry and no agent of that name is there. */
    static @Nullable CurrentSpan seenBy(Class<?> owner, Log log) {
        Class<?> span = find(SPAN, owner.getClassLoader());
        if (span == null) {
            span = find(OF_THE_AGENT, null);
        }
        return span == null ? null : of(span, log);
    }

    /** @return null for a class that is not as Larder knows it */
    static @Nullable CurrentSpan of(Class<?> span, Log log) {
        try {
            return new CurrentSpan(span, log);
        } catch (ReflectiveOperationException | LinkageError unlike) {
            log.debug(span.getName() + " is not as Larder knows it, nothing is written on spans: " + unlike);
            return null;
        }
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    void outcome(String cache, String outcome) {
        if (failed) {
            return;
        }
        try {
            Object span = (Object) current.invokeExact();
            Object named = (Object) attribute.invokeExact(span, CACHE, cache);
            Object unused = (Object) attribute.invokeExact(named, OUTCOME, outcome);
        } catch (Throwable fault) {
            failed = true;
            log.fault("cache " + cache + ": nothing more is written on spans, the cache works without it", fault);
        }
    }
}
