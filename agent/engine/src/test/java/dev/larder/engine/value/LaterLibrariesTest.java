package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The futures of the libraries themselves, where {@link LaterTypesTest} has types of their names. */
class LaterLibrariesTest {
    private static final String STILL = ", a value that is still to come in a way that Larder can't see; ";

    interface Service {
        Future<String> vertx();

        Uni<String> uni();

        Multi<String> multi();

        Single<String> single();

        Maybe<String> maybe();

        Observable<String> observable();

        Completable completable();

        Flowable<String> flowable();

        Deferred<String> deferred();

        Flow<String> flow();

        Object suspending(long id, Continuation<? super String> then);

        Object value();
    }

    private static final Map<String, String> INSTEADS = Map.of(
            "vertx", "return its toCompletionStage()",
            "uni", "return its subscribeAsCompletionStage()",
            "multi", "return its collect().asList().subscribeAsCompletionStage()",
            "single", "return its toCompletionStage()",
            "maybe", "return its toCompletionStage()",
            "observable", "return its toList().toCompletionStage()",
            "completable", "it has no value",
            "flowable", "return a CompletableFuture, a CompletionStage, a Mono or a Flux",
            "deferred", "return its asCompletableFuture()",
            "flow", "return a CompletableFuture, a CompletionStage, a Mono or a Flux");

    static List<String> names() {
        return INSTEADS.keySet().stream().sorted().toList();
    }

    private static Method method(String name) {
        return Arrays.stream(Service.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_method_that_returns_one_is_refused_in_its_own_words(String name) {
        Method method = method(name);
        assertThatThrownBy(() -> new Codecs().forMethod(method, Service.class, ValueSettings.DEFAULTS))
                .isInstanceOf(RefusedException.class)
                .hasMessage("returns " + method.getReturnType().getName() + STILL + INSTEADS.get(name));
    }

    @Test
    void what_is_to_be_called_instead_is_there() throws Exception {
        assertThat(Future.class.getMethod("toCompletionStage")).isNotNull();
        assertThat(Uni.class.getMethod("subscribeAsCompletionStage")).isNotNull();
        assertThat(Multi.class
                        .getMethod("collect")
                        .getReturnType()
                        .getMethod("asList")
                        .getReturnType())
                .isSameAs(Uni.class);
        assertThat(Single.class.getMethod("toCompletionStage")).isNotNull();
        assertThat(Maybe.class.getMethod("toCompletionStage")).isNotNull();
        assertThat(Observable.class.getMethod("toList").getReturnType()).isSameAs(Single.class);
    }

    @Test
    void a_suspend_function_is_refused() {
        assertThatThrownBy(() -> new Codecs().forMethod(method("suspending"), Service.class, ValueSettings.DEFAULTS))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("is a suspend function of Kotlin, whose value is still to come");
    }

    @Test
    void one_within_a_value_is_no_class_to_allow() {
        Object value = new ArrayList<>(List.of(Single.just("x")));
        assertThatThrownBy(() -> CodecFixture.of(Service.class, "value", "io.reactivex.**")
                        .encode(value))
                .isInstanceOf(RefusedException.class)
                .hasMessage("ArrayList[0]: io.reactivex.rxjava3.internal.operators.single.SingleJust is a future within"
                        + " the value");
    }
}
