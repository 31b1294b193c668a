package dev.larder.engine.value;

/** The end of a {@code CompletableFuture} or {@code CompletionStage}. */
final class FutureEnding implements Ending {
    @Override
    public Object watch(Object returned, Wrapper.Arrival arrival) {
        return RelayedFuture.of(returned, arrival);
    }
}
