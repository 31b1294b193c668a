package dev.larder.engine.value;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Another future in the place of a method's own, so that something is done with its value before anybody who has it: those
 * who wait for one and the same future learn of its completion in no particular order. Whatever is done to the one is done
 * to the other, cancelling above all.
 */
final class RelayedFuture {
    private RelayedFuture() {}

    /**
     * @param arrival told of the end, once
     * @return the same where it has ended already
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what they would tell is told to the other future
    static Object of(Object returned, Wrapper.Arrival arrival) {
        CompletionStage<?> stage = (CompletionStage<?>) returned;
        CompletableFuture<Object> from = settable(stage);
        if (from != null && from.isDone()) {
            // Nobody else has it yet, and this runs here and now
            from.whenComplete((value, failure) -> tell(arrival, value, failure));
            return from;
        }
        CompletableFuture<Object> to = like(from);
        stage.whenComplete((value, failure) -> {
            try {
                tell(arrival, value, failure);
            } finally {
                // Whatever happens to us: nobody may wait for ever
                pass(to, value, failure);
            }
        });
        if (from != null) {
            to.whenComplete((value, failure) -> {
                if (to.isCancelled()) {
                    // An application's own future may do more than complete when it is cancelled
                    from.cancel(true);
                } else {
                    pass(from, value, failure);
                }
            });
        }
        return to;
    }

    /** Null for a stage that only its maker can complete: others are not futures, or refuse it. */
    @SuppressWarnings("unchecked") // of whatever it is, it is only passed on
    private static @Nullable CompletableFuture<Object> settable(CompletionStage<?> stage) {
        boolean minimal = stage.getClass().getName().endsWith("$MinimalStage");
        return stage instanceof CompletableFuture<?> future && !minimal ? (CompletableFuture<Object>) future : null;
    }

    private static CompletableFuture<Object> like(@Nullable CompletableFuture<Object> from) {
        if (from == null || from.getClass() == CompletableFuture.class) {
            return new CompletableFuture<>();
        }
        try {
            return from.newIncompleteFuture();
        } catch (RuntimeException itsOwn) {
            return new CompletableFuture<>();
        }
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
