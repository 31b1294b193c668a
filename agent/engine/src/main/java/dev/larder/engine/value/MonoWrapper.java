package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reactor's {@code Mono}, of the application's own version. */
final class MonoWrapper implements Wrapper {
    private final MethodHandle onSubscribe;
    private final MethodHandle onSuccess;
    private final MethodHandle onError;
    private final MethodHandle onCancel;
    private final MethodHandle just;
    private final MethodHandle empty;

    /** @throws ReflectiveOperationException where it is another Reactor than Larder knows */
    MonoWrapper(Class<?> mono) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodType step = MethodType.methodType(Object.class, Object.class, Object.class);
        MethodType consumer = MethodType.methodType(mono, Consumer.class);
        onSubscribe = lookup.findVirtual(mono, "doOnSubscribe", consumer).asType(step);
        onSuccess = lookup.findVirtual(mono, "doOnSuccess", consumer).asType(step);
        onError = lookup.findVirtual(mono, "doOnError", consumer).asType(step);
        onCancel = lookup.findVirtual(mono, "doOnCancel", MethodType.methodType(mono, Runnable.class))
                .asType(step);
        just = lookup.findStatic(mono, "just", MethodType.methodType(mono, Object.class))
                .asType(MethodType.genericMethodType(1));
        empty = lookup.findStatic(mono, "empty", MethodType.methodType(mono)).asType(MethodType.genericMethodType(0));
    }

    @Override
    public Object watch(Object returned, Arrival arrival) {
        OneArrival once = new OneArrival(arrival);
        try {
            Object watched =
                    (Object) onSubscribe.invokeExact(returned, (Object) (Consumer<Object>) any -> once.begun());
            watched = (Object) onSuccess.invokeExact(watched, (Object) once);
            watched = (Object) onError.invokeExact(watched, (Object) once.failure());
            return (Object) onCancel.invokeExact(watched, (Object) (Runnable) once::failed);
        } catch (Throwable fault) {
            once.failed();
            return returned;
        }
    }

    @Override
    public boolean lazy() {
        return true;
    }

    @Override
    public Object of(@Nullable Object value) {
        try {
            return value == null ? (Object) empty.invokeExact() : (Object) just.invokeExact(value);
        } catch (Throwable fault) {
            throw new IllegalStateException("Reactor made no Mono", fault);
        }
    }
}
