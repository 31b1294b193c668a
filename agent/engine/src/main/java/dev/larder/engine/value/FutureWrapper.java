package dev.larder.engine.value;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code CompletableFuture} and {@code CompletionStage}. Cancelling the former is one way of its failing. */
final class FutureWrapper implements Wrapper {
    @Override
    public Object watch(Object returned, Arrival arrival) {
        // Seen before the caller can change it
        return RelayedFuture.of(returned, arrival);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it has its value, and no error
    public Object of(@Nullable Object value) {
        return CompletableFuture.completedFuture(value);
    }
}
