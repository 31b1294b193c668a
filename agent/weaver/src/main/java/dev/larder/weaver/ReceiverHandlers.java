package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves the body of a class as what it is to the classes below it, which rules may mean though they don't mean the class
 * itself: a handler for each class of receivers, which hangs on that class.
 */
final class ReceiverHandlers implements CallHandler {
    private final ClassValue<CallHandler> handlers;

    /** @param bind makes the handler for a class of receivers; throws nothing */
    ReceiverHandlers(Function<Class<?>, CallHandler> bind) {
        this.handlers = new ClassValue<>() {
            @Override
            protected CallHandler computeValue(Class<?> receiver) {
                return bind.apply(receiver);
            }
        };
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        return self == null ? null : handlers.get(self.getClass()).enter(self, arguments);
    }
}
