package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/** The ends of Reactor's {@code Mono} and {@code Flux}, of the application's own version. */
final class ReactorEnding implements Ending {
    private final MethodHandle onEnd;
    private final MethodHandle onError;
    private final MethodHandle onCancel;
    private final boolean one;

    /**
     * @param end {@code doOnSuccess}, which takes the value, or {@code doOnComplete}, which takes none
     * @throws ReflectiveOperationException where it is another Reactor than Larder knows
     */
    ReactorEnding(Class<?> type, String end) throws ReflectiveOperationException {
        one = end.equals("doOnSuccess");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodType step = MethodType.genericMethodType(2);
        MethodType consumer = MethodType.methodType(type, Consumer.class);
        MethodType runnable = MethodType.methodType(type, Runnable.class);
        onEnd = lookup.findVirtual(type, end, one ? consumer : runnable).asType(step);
        onError = lookup.findVirtual(type, "doOnError", consumer).asType(step);
        onCancel = lookup.findVirtual(type, "doOnCancel", runnable).asType(step);
    }

    @Override
    public Object watch(Object returned, Wrapper.Arrival arrival) {
        Object ended = one ? (Consumer<Object>) arrival::arrived : (Runnable) () -> arrival.arrived(null);
        try {
            Object watched = (Object) onEnd.invokeExact(returned, ended);
            watched = (Object) onError.invokeExact(watched, (Object) (Consumer<Object>) error -> arrival.failed());
            return (Object) onCancel.invokeExact(watched, (Object) (Runnable) arrival::failed);
        } catch (Throwable fault) {
            throw new IllegalStateException("Reactor can't be watched", fault);
        }
    }
}
