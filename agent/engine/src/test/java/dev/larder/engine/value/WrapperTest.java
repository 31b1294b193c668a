package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Values that are still to come when the method returns. */
@SuppressWarnings("unused")
class WrapperTest {
    record Post(String title, List<String> tags) {}

    static class Service {
        CompletableFuture<Post> future() {
            return null;
        }

        CompletionStage<List<Post>> stage() {
            return null;
        }

        Mono<Post> mono() {
            return null;
        }

        Flux<Post> flux() {
            return null;
        }

        Future<Post> anyFuture() {
            return null;
        }

        org.reactivestreams.Publisher<Post> publisher() {
            return null;
        }
    }

    private static Codec codec(String method) {
        return CodecFixture.of(Service.class, method);
    }

    private static Wrapper wrapper(String method) {
        return codec(method).wrapper();
    }

    private final List<String> seen = new ArrayList<>();
    private Wrapper.Arrival arrival;

    @BeforeEach
    void listen() {
        arrival = new Wrapper.Arrival() {
            @Override
            public void arrived(Object value) {
                seen.add("arrived " + value);
            }

            @Override
            public void failed() {
                seen.add("failed");
            }
        };
    }

    private static Post post(String title) {
        return new Post(title, new ArrayList<>(List.of("t")));
    }

    @Test
    void the_codec_is_that_of_the_value_inside() throws Exception {
        for (String method : List.of("future", "mono")) {
            Codec codec = codec(method);
            assertThat(CodecFixture.roundTrip(codec, post("a"))).isEqualTo(post("a"));
            assertThat(CodecFixture.roundTrip(codec, null)).isNull();
            byte[] text = CodecFixture.any().encode("text");
            assertThatThrownBy(() -> codec.decode(text, 0, text.length)).isInstanceOf(BadPayloadException.class);
        }
        assertThat(CodecFixture.roundTrip(codec("stage"), List.of(post("a")))).isEqualTo(List.of(post("a")));
        assertThat(CodecFixture.roundTrip(codec("flux"), List.of(post("a")))).isEqualTo(List.of(post("a")));
        assertThat(CodecFixture.any().wrapper()).isNull();
    }

    @Test
    void a_futures_value_is_seen_when_it_comes_and_before_its_caller_has_it() {
        CompletableFuture<Post> future = new CompletableFuture<>();
        CompletableFuture<?> given = (CompletableFuture<?>) wrapper("future").watch(future, arrival);
        List<Boolean> before = new ArrayList<>();
        var unused = given.thenRun(() -> before.add(seen.isEmpty()));
        assertThat(seen).isEmpty();
        future.complete(post("a"));
        assertThat(given).isCompletedWithValueMatching(post("a")::equals);
        assertThat(seen).containsExactly("arrived " + post("a"));
        assertThat(before).containsExactly(false);
    }

    @Test
    void a_future_that_fails_or_is_cancelled_is_not_stored() {
        CompletableFuture<Post> failing = new CompletableFuture<>();
        wrapper("future").watch(failing, arrival);
        failing.completeExceptionally(new IllegalStateException());
        CompletableFuture<Post> cancelled = new CompletableFuture<>();
        wrapper("stage").watch(cancelled, arrival);
        cancelled.cancel(true);
        assertThat(seen).containsExactly("failed", "failed");
    }

    @Test
    void a_hit_is_a_completed_one() {
        assertThat((CompletableFuture<?>) wrapper("future").of(post("a")))
                .isCompletedWithValueMatching(post("a")::equals);
        assertThat(((Mono<?>) wrapper("mono").of(post("a"))).block()).isEqualTo(post("a"));
        assertThat(((Mono<?>) wrapper("mono").of(null)).blockOptional()).isEmpty();
        assertThat(((Flux<?>) wrapper("flux").of(List.of(post("a"), post("b"))))
                        .collectList()
                        .block())
                .isEqualTo(List.of(post("a"), post("b")));
    }

    @Test
    void a_mono_is_not_asked_before_its_caller_asks_and_is_seen_once() {
        int[] asked = new int[1];
        Mono<Post> mono = Mono.fromSupplier(() -> post("" + ++asked[0]));
        Mono<?> given = (Mono<?>) wrapper("mono").watch(mono, arrival);
        assertThat(asked[0]).isZero();
        assertThat(given.block()).isEqualTo(post("1"));
        assertThat(given.block()).isEqualTo(post("2"));
        assertThat(seen).containsExactly("arrived " + post("1"));
    }

    @Test
    void a_mono_that_ends_empty_fails_or_is_cancelled_is_told_apart() {
        ((Mono<?>) wrapper("mono").watch(Mono.empty(), arrival)).block();
        Mono<?> failing = (Mono<?>) wrapper("mono").watch(Mono.error(new IllegalStateException()), arrival);
        assertThatThrownBy(failing::block).isInstanceOf(IllegalStateException.class);
        ((Mono<?>) wrapper("mono").watch(Mono.never(), arrival)).subscribe().dispose();
        assertThat(seen).containsExactly("arrived null", "failed", "failed");
    }

    @Test
    void a_flux_arrives_as_the_list_of_what_it_emitted() {
        Flux<?> given = (Flux<?>) wrapper("flux").watch(Flux.just(post("a"), post("b")), arrival);
        assertThat(given.map(String::valueOf).collectList().block()).containsExactly("" + post("a"), "" + post("b"));
        assertThat(given.count().block()).isEqualTo(2);
        assertThat(seen).containsExactly("arrived " + List.of(post("a"), post("b")));
    }

    @Test
    void two_subscriptions_at_once_collect_apart() {
        Sinks.Many<Post> sink = Sinks.many().multicast().directBestEffort();
        Flux<?> given = (Flux<?>) wrapper("flux").watch(sink.asFlux(), arrival);
        given.subscribe();
        given.subscribe();
        sink.tryEmitNext(post("a")).orThrow();
        sink.tryEmitComplete().orThrow();
        assertThat(seen).containsExactly("arrived " + List.of(post("a")));
    }

    @Test
    void a_flux_that_fails_is_cut_or_too_long_is_not_stored() {
        Flux<?> failing = (Flux<?>) wrapper("flux")
                .watch(Flux.concat(Flux.just(post("a")), Flux.error(new IllegalStateException())), arrival);
        assertThatThrownBy(failing::blockLast).isInstanceOf(IllegalStateException.class);
        ((Flux<?>) wrapper("flux").watch(Flux.just(post("a"), post("b")), arrival))
                .take(1)
                .blockLast();
        Flux<?> longest = (Flux<?>) wrapper("flux").watch(Flux.range(0, 10_001).map(i -> post("" + i)), arrival);
        assertThat(longest.count().block()).isEqualTo(10_001);
        assertThat(seen).containsExactly("failed", "failed", "failed");
    }

    @Test
    void elements_that_were_changed_after_they_were_emitted_are_not_stored() {
        Flux<?> given = (Flux<?>) wrapper("flux").watch(Flux.just(post("a"), post("b")), arrival);
        given.doOnNext(each -> ((Post) each).tags().add("changed")).blockLast();
        assertThat(seen).containsExactly("failed");
    }

    @Test
    void elements_that_cannot_be_encoded_pass_and_are_not_stored() {
        List<Object> odd = new ArrayList<>(List.of(new Object() {}));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Flux<?> flux = Flux.just(new Post("a", (List) odd));
        Flux<?> given = (Flux<?>) wrapper("flux").watch(flux, arrival);
        assertThat(given.count().block()).isEqualTo(1);
        assertThat(seen).containsExactly("failed");
    }

    @Test
    void other_types_of_the_kind_are_refused_when_the_method_is_bound() {
        String words = "a value that is still to come in a way that Larder can't see; return a CompletableFuture, a"
                + " CompletionStage, a Mono or a Flux";
        refused("anyFuture", "returns java.util.concurrent.Future, " + words);
        refused("publisher", "returns org.reactivestreams.Publisher, " + words);
    }

    private static void refused(String method, String words) {
        assertThatThrownBy(() -> new Codecs()
                        .forMethod(Service.class.getDeclaredMethod(method), Service.class, ValueSettings.DEFAULTS))
                .isInstanceOf(RefusedException.class)
                .hasMessage(words);
    }
}
