package dev.larder.engine.value;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code CompletableFuture} and {@code CompletionStage}. Cancelling the former is one way of its failing. */
final class FutureWrapper implements Wrapper {
    @Override
    public Object watch(Object returned, Arrival arrival) {
        // Its own result is of no use: what the caller was to get is what it gets
        ((CompletionStage<?>) returned).whenComplete((value, failure) -> {
            if (failure == null) {
                arrival.arrived(value);
            } else {
                arrival.failed();
            }
        });
        return returned;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it has its value, and no error
    public Object of(@Nullable Object value) {
        return CompletableFuture.completedFuture(value);
    }
}
