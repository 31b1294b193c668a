package dev.larder.engine.value;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The end of a {@code CompletableFuture}. The caller is given another, since those who wait for a future learn of its
 * completion in no particular order; whatever is done to the one is done to the other, cancelling above all.
 */
final class FutureEnding implements Ending {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what they would tell is told to the other future
    public Object watch(Object returned, Wrapper.Arrival arrival) {
        CompletionStage<?> stage = (CompletionStage<?>) returned;
        if (!(stage instanceof CompletableFuture<?> future)) {
            return stage.whenComplete((value, failure) -> tell(arrival, value, failure));
        }
        @SuppressWarnings("unchecked") // of whatever it is, it is only passed on
        CompletableFuture<Object> from = (CompletableFuture<Object>) future;
        CompletableFuture<Object> to = from.newIncompleteFuture();
        from.whenComplete((value, failure) -> {
            tell(arrival, value, failure);
            pass(to, value, failure);
        });
        to.whenComplete((value, failure) -> pass(from, value, failure));
        return to;
    }

    private static void tell(Wrapper.Arrival arrival, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            arrival.arrived(value);
        } else {
            arrival.failed();
        }
    }

    /** No effect on one that is complete. */
    private static void pass(CompletableFuture<Object> to, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            to.complete(value);
        } else {
            to.completeExceptionally(failure);
        }
    }
}
