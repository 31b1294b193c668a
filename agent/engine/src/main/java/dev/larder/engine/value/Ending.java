package dev.larder.engine.value;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How what a method has begun comes to its end, where it returns before that: a future, or a reactive type. Unlike a
 * {@link Wrapper} it tells of each end, for a reactive write is carried out once for each subscription. Bound to the
 * application's own version of the type. For any thread.
 */
public interface Ending {

    /**
     * Has the end told before anybody who waits for it is.
     *
     * @param returned what the method returned, not null
     * @param arrival told of each end; a stream's value is null. Must throw nothing
     * @return what the caller is to be given instead, which behaves as the former does
     */
    Object watch(Object returned, Wrapper.Arrival arrival);

    /**
     * For the declared return type of a method; null where a method that returns it has done its work by then.
     *
     * @throws RefusedException for a type of a version that Larder doesn't know; the message follows the method's name
     */
    static @Nullable Ending of(Class<?> returned) throws RefusedException {
        if (returned == CompletableFuture.class || returned == CompletionStage.class) {
            return new FutureEnding();
        }
        try {
            return switch (returned.getName()) {
                case UnfitReturns.MONO -> new ReactorEnding(returned, "doOnSuccess");
                case UnfitReturns.FLUX -> new ReactorEnding(returned, "doOnComplete");
                default -> null;
            };
        } catch (ReflectiveOperationException | SecurityException unknown) {
            throw new RefusedException("returns a " + returned.getName() + " of a Reactor that Larder doesn't know: "
                    + unknown.getMessage());
        }
    }
}
