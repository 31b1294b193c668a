package dev.larder.engine.value;

import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The methods of which no value can be cached, by what they declare to return. */
final class UnfitReturns {
    static final String MONO = "reactor.core.publisher.Mono";
    static final String FLUX = "reactor.core.publisher.Flux";

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private static final Set<String> REACTIVE = Set.of(
            "org.reactivestreams.Publisher",
            "java.util.concurrent.Flow$Publisher",
            "kotlinx.coroutines.flow.Flow",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.SingleSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.ObservableSource");

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
        if (BaseStream.class.isAssignableFrom(returned) || Iterator.class.isAssignableFrom(returned)) {
            return "which can be read only once; cache a method that returns a list";
        }
        if (returned == CompletableFuture.class
                || returned == CompletionStage.class
                || returned.getName().equals(MONO)
                || returned.getName().equals(FLUX)) {
            return null;
        }
        String later = "a value that is still to come in a way that Larder can't see; return a CompletableFuture, a"
                + " CompletionStage, a Mono or a Flux";
        if (CompletionStage.class.isAssignableFrom(returned) || Future.class.isAssignableFrom(returned)) {
            return later;
        }
        for (Class<?> above : supertypes(returned)) {
            if (REACTIVE.contains(above.getName())) {
                return later;
            }
        }
        return null;
    }

    private static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            collect(each, all);
        }
        return all;
    }

    private static void collect(Class<?> type, Set<Class<?>> all) {
        if (all.add(type)) {
            for (Class<?> above : type.getInterfaces()) {
                collect(above, all);
            }
        }
    }
}
