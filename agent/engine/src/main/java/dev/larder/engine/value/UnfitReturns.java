package dev.larder.engine.value;

import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The methods of which no value can be cached, by what they declare to return. */
final class UnfitReturns {
    static final String MONO = "reactor.core.publisher.Mono";
    static final String FLUX = "reactor.core.publisher.Flux";

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private static final Set<String> ONCE = Set.of("kotlin.sequences.Sequence", "java.util.Spliterator");

    private UnfitReturns() {}

    /** In words that follow the method's name; null where its values may do. */
    static @Nullable String reason(Method method) {
        Class<?> returned = method.getReturnType();
        String unfit = unfit(returned);
        if (unfit != null) {
            return "returns " + returned.getName() + ", " + unfit;
        }
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                        && parameters[parameters.length - 1].getName().equals(CONTINUATION)
                ? "is a suspend function of Kotlin, whose value is still to come in a way that Larder can't see; cache what"
                        + " it calls, or return a CompletableFuture"
                : null;
    }

    private static @Nullable String unfit(Class<?> returned) {
        if (returned == void.class || returned == Void.class) {
            return "which is nothing to cache";
        }
        if (BaseStream.class.isAssignableFrom(returned)
                || Iterator.class.isAssignableFrom(returned)
                || ONCE.contains(returned.getName())) {
            return "which can be read only once; cache a method that returns a list";
        }
        if (returned == CompletableFuture.class
                || returned == CompletionStage.class
                || returned.getName().equals(MONO)
                || returned.getName().equals(FLUX)) {
            return null;
        }
        String instead = LaterTypes.instead(returned);
        if (instead != null) {
            return "a value that is still to come in a way that Larder can't see; " + instead;
        }
        return AutoCloseable.class.isAssignableFrom(returned)
                ? "a resource that has to be closed; cache a method that returns what is read from it"
                : null;
    }
}
