package dev.larder.engine.value;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Types whose values are still to come in a way that Larder can't see, of the JDK and of libraries; known by name. */
final class LaterTypes {
    private static final String INSTEAD = "return a CompletableFuture, a CompletionStage, a Mono or a Flux";

    /** What there is to do about each; the topmost type of its library that says it. */
    private static final Map<String, String> INSTEADS = Map.ofEntries(
            Map.entry("org.reactivestreams.Publisher", INSTEAD),
            Map.entry("java.util.concurrent.Flow$Publisher", INSTEAD),
            Map.entry("io.smallrye.mutiny.Uni", "return its subscribeAsCompletionStage()"),
            Map.entry("io.smallrye.mutiny.Multi", "return its collect().asList().subscribeAsCompletionStage()"),
            Map.entry("io.vertx.core.Future", "return its toCompletionStage()"),
            Map.entry("io.vavr.concurrent.Future", "return its toCompletableFuture()"),
            Map.entry("com.twitter.util.Future", INSTEAD),
            Map.entry("scala.concurrent.Future", "return its scala.jdk.FutureConverters.asJava"),
            Map.entry("kotlinx.coroutines.Deferred", "return its asCompletableFuture()"),
            Map.entry("kotlinx.coroutines.flow.Flow", INSTEAD),
            Map.entry("io.reactivex.rxjava3.core.SingleSource", "return its toCompletionStage()"),
            Map.entry("io.reactivex.rxjava3.core.MaybeSource", "return its toCompletionStage()"),
            Map.entry("io.reactivex.rxjava3.core.ObservableSource", "return its toList().toCompletionStage()"),
            Map.entry("io.reactivex.rxjava3.core.CompletableSource", "it has no value"),
            Map.entry("io.reactivex.SingleSource", INSTEAD),
            Map.entry("io.reactivex.MaybeSource", INSTEAD),
            Map.entry("io.reactivex.ObservableSource", INSTEAD),
            Map.entry("io.reactivex.CompletableSource", "it has no value"),
            Map.entry("rx.Single", INSTEAD),
            Map.entry("rx.Observable", INSTEAD),
            Map.entry("rx.Completable", "it has no value"),
            Map.entry("org.springframework.web.context.request.async.DeferredResult", INSTEAD),
            Map.entry("org.springframework.web.context.request.async.WebAsyncTask", INSTEAD));

    private LaterTypes() {}

    /** What to return instead; null for a type whose values are there. */
    static @Nullable String instead(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)
                || Future.class.isAssignableFrom(type)
                || Callable.class.isAssignableFrom(type)) {
            return INSTEAD;
        }
        for (Class<?> above : withSupertypes(type)) {
            String instead = INSTEADS.get(above.getName());
            if (instead != null) {
                return instead;
            }
        }
        return null;
    }

    private static Set<Class<?>> withSupertypes(Class<?> type) {
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
