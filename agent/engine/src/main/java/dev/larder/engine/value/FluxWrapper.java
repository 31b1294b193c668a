package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reactor's {@code Flux}, of the application's own version: the value is the list of what it emits. */
final class FluxWrapper implements Wrapper {
    private final MethodHandle defer;
    private final MethodHandle onNext;
    private final MethodHandle onComplete;
    private final MethodHandle onError;
    private final MethodHandle onCancel;
    private final MethodHandle fromIterable;
    private final Codec codec;

    /**
     * @param codec encodes what was emitted, to tell whether it was changed since
     * @throws ReflectiveOperationException where it is another Reactor than Larder knows
     */
    FluxWrapper(Class<?> flux, Codec codec) throws ReflectiveOperationException {
        this.codec = codec;
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodType one = MethodType.genericMethodType(1);
        MethodType step = MethodType.genericMethodType(2);
        MethodType consumer = MethodType.methodType(flux, Consumer.class);
        MethodType runnable = MethodType.methodType(flux, Runnable.class);
        defer = lookup.findStatic(flux, "defer", MethodType.methodType(flux, Supplier.class))
                .asType(one);
        onNext = lookup.findVirtual(flux, "doOnNext", consumer).asType(step);
        onComplete = lookup.findVirtual(flux, "doOnComplete", runnable).asType(step);
        onError = lookup.findVirtual(flux, "doOnError", consumer).asType(step);
        onCancel = lookup.findVirtual(flux, "doOnCancel", runnable).asType(step);
        fromIterable = lookup.findStatic(flux, "fromIterable", MethodType.methodType(flux, Iterable.class))
                .asType(one);
    }

    @Override
    public Object watch(Object returned, Arrival arrival) {
        OneArrival once = new OneArrival(arrival);
        // Deferred, for each subscription collects for itself
        Supplier<Object> subscription = () -> collected(returned, once);
        try {
            return (Object) defer.invokeExact((Object) subscription);
        } catch (Throwable fault) {
            once.failed();
            return returned;
        }
    }

    private Object collected(Object flux, OneArrival once) {
        if (once.over()) {
            return flux;
        }
        once.begun();
        Emitted emitted = new Emitted(once, codec);
        try {
            Object watched = (Object) onNext.invokeExact(flux, (Object) (Consumer<Object>) emitted::add);
            watched = (Object) onComplete.invokeExact(watched, (Object) (Runnable) emitted::complete);
            watched = (Object) onError.invokeExact(watched, (Object) once.failure());
            return (Object) onCancel.invokeExact(watched, (Object) (Runnable) once::failed);
        } catch (Throwable fault) {
            once.failed();
            return flux;
        }
    }

    @Override
    public boolean lazy() {
        return true;
    }

    @Override
    public Object of(@Nullable Object value) {
        Object elements = value == null ? List.of() : value;
        try {
            return (Object) fromIterable.invokeExact(elements);
        } catch (Throwable fault) {
            throw new IllegalStateException("Reactor made no Flux", fault);
        }
    }
}
