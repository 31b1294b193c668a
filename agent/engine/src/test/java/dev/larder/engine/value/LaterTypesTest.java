package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Futures of other libraries than the JDK and Reactor: told by their names, as an application's own loader has them. */
class LaterTypesTest {
    private static final String SEEN = "a value that is still to come in a way that Larder can't see; ";

    @TempDir
    Path temp;

    private static String type(String name) {
        int end = name.lastIndexOf('.');
        return "package " + name.substring(0, end) + "; public interface " + name.substring(end + 1) + "<T> {}";
    }

    private Codec codec(String name, String service, String method, String allow) throws Exception {
        List<String> sources = new ArrayList<>(List.of(type(name), service));
        Path classes = CompiledClasses.compile(temp, sources.toArray(new String[0]));
        return CompiledClasses.codec(new Codecs(), CompiledClasses.loader(classes), "Service", method, allow);
    }

    @ParameterizedTest
    @CsvSource({
        "io.vertx.core.Future, return its toCompletionStage()",
        "io.smallrye.mutiny.Uni, return its subscribeAsCompletionStage()",
        "io.smallrye.mutiny.Multi, return its collect().asList().subscribeAsCompletionStage()",
        "scala.concurrent.Future, return its scala.jdk.FutureConverters.asJava",
        "kotlinx.coroutines.Deferred, return its asCompletableFuture()",
        "io.reactivex.rxjava3.core.SingleSource, return its toCompletionStage()",
        "io.reactivex.rxjava3.core.CompletableSource, it has no value",
        "io.vavr.concurrent.Future, return its toCompletableFuture()",
    })
    void a_method_that_returns_one_is_refused_in_its_own_words(String name, String instead) {
        String service = "class Service { public " + name + "<String> get() { return null; } }";
        assertThatThrownBy(() -> codec(name, service, "get", "app.*"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("returns " + name + ", " + SEEN + instead);
    }

    @Test
    void a_type_of_its_library_below_it_is_refused_too() {
        String service =
                "class Service { public static class Promise implements io.vertx.core.Future<String> {} public Promise get()"
                        + " { return null; } }";
        assertThatThrownBy(() -> codec("io.vertx.core.Future", service, "get", "app.*"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("returns app.Service$Promise, " + SEEN + "return its toCompletionStage()");
    }

    @Test
    void one_within_a_value_is_no_class_to_allow() throws Exception {
        String service =
                "class Service { public static class Promise implements io.vertx.core.Future<String> {} public Object"
                        + " get() { return new ArrayList<>(List.of(new Promise())); } }";
        Path classes = CompiledClasses.compile(temp, type("io.vertx.core.Future"), service);
        ClassLoader loader = CompiledClasses.loader(classes);
        Object value = loader.loadClass("app.Service")
                .getMethod("get")
                .invoke(loader.loadClass("app.Service").getConstructor().newInstance());
        assertThatThrownBy(() -> CompiledClasses.codec(new Codecs(), loader, "Service", "get", "app.*")
                        .encode(value))
                .isInstanceOf(RefusedException.class)
                .hasMessage("ArrayList[0]: app.Service$Promise is a future within the value");
    }

    @Test
    void futures_of_the_jdk_keep_to_what_can_be_seen() {
        for (Class<?> later : List.of(
                java.util.concurrent.Future.class,
                java.util.concurrent.Callable.class,
                com.google.common.util.concurrent.ListenableFuture.class,
                java.util.concurrent.Flow.Publisher.class)) {
            assertThat(LaterTypes.instead(later)).startsWith("return a CompletableFuture");
        }
        for (Class<?> there : List.of(Map.class, String.class, Object.class, Iterable.class)) {
            assertThat(LaterTypes.instead(there)).isNull();
        }
    }
}
