package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return before their work is done. */
final class EventualCallsTest {
    record Post(long id, String title) {}

    /** Whose methods are never run: what the calls' bodies return stands for them. */
    @SuppressWarnings("unused")
    static class Posts {
        CompletableFuture<Post> find(long id) {
            throw new AssertionError();
        }

        CompletableFuture<Post> save(Post post) {
            throw new AssertionError();
        }

        Mono<Post> one(long id) {
            throw new AssertionError();
        }

        Flux<Post> all() {
            throw new AssertionError();
        }

        Mono<Post> store(Post post) {
            throw new AssertionError();
        }
    }

    private static String rules() {
        String posts = Posts.class.getName();
        return """
                caches:
                  find: { method: "%1$s#find(long id)", key: "post:{id}" }
                  one: { method: "%1$s#one(long id)", key: "one:{id}" }
                  all: { method: "%1$s#all()", key: "all" }
                invalidations:
                  - { method: "%1$s#save(..)", evict: ["post:{result.id}"] }
                  - { method: "%1$s#store(..)", evict: ["one:{result.id}"] }
                """.formatted(posts);
    }

    private final RuledCalls calls = new RuledCalls(rules());
    private final Posts posts = new Posts();
    private final AtomicInteger bodies = new AtomicInteger();

    @SuppressWarnings("unchecked")
    private <T> T call(String method, T returned, Object... arguments) throws Exception {
        return (T) RuledCalls.call(
                calls.handler(Posts.class, method),
                posts,
                () -> {
                    bodies.incrementAndGet();
                    return returned;
                },
                arguments);
    }

    @Test
    void what_a_future_changes_is_evicted_before_anybody_who_waits_for_it_learns_of_its_end() throws Exception {
        call("find", CompletableFuture.completedFuture(new Post(1, "old")), 1L);
        CompletableFuture<Post> writing = new CompletableFuture<>();
        CompletableFuture<Post> given = call("save", writing, new Post(1, "new"));
        call("find", CompletableFuture.completedFuture(new Post(1, "read before it was written")), 1L);
        bodies.set(0);
        Thread database = new Thread(() -> writing.complete(new Post(1, "new")));
        database.start();
        given.get();
        CompletableFuture<Post> read = call("find", CompletableFuture.completedFuture(new Post(1, "new")), 1L);
        assertThat(read.get().title()).isEqualTo("new");
        assertThat(bodies).as("not served from before").hasValue(1);
        database.join();
    }

    @Test
    void the_future_that_the_caller_gets_behaves_as_the_methods_own() throws Exception {
        CompletableFuture<Post> failing = new CompletableFuture<>();
        CompletableFuture<Post> given = call("save", failing, new Post(1, "new"));
        AtomicInteger same = new AtomicInteger();
        IllegalStateException wrong = new IllegalStateException("no row");
        CompletableFuture<Post> handled = given.exceptionally(fault -> {
            same.addAndGet(fault == wrong ? 1 : 0);
            return null;
        });
        failing.completeExceptionally(wrong);
        assertThat(handled.get()).isNull();
        assertThat(same).hasValue(1);
        assertThatThrownBy(given::get).isInstanceOf(ExecutionException.class).hasCause(wrong);

        CompletableFuture<Post> cancelled = new CompletableFuture<>();
        CompletableFuture<Post> handle = call("save", cancelled, new Post(1, "new"));
        handle.cancel(true);
        assertThat(cancelled).isCancelled();
        assertThatThrownBy(handle::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_mono_is_cached_when_its_value_arrives_and_a_hit_gives_a_completed_one() throws Exception {
        Mono<Post> first = call("one", Mono.fromCallable(() -> new Post(1, "first")), 1L);
        Mono<Post> second = call("one", Mono.just(new Post(1, "nobody has asked the first yet")), 1L);
        assertThat(second.block().title()).isEqualTo("nobody has asked the first yet");
        assertThat(first.block().title()).isEqualTo("first");
        bodies.set(0);
        Mono<Post> hit = call("one", Mono.error(new AssertionError()), 1L);
        assertThat(hit.block()).isEqualTo(new Post(1, "first"));
        assertThat(hit.block()).as("once more").isEqualTo(new Post(1, "first"));
        assertThat(bodies).hasValue(0);
    }

    @Test
    void a_mono_that_fails_or_is_cancelled_stores_nothing_and_leaves_no_lease_behind() throws Exception {
        Mono<Post> failing = call("one", Mono.<Post>error(new IllegalStateException("no row")), 1L);
        assertThatThrownBy(failing::block).hasMessage("no row");
        Mono<Post> endless = call("one", Mono.<Post>never(), 1L);
        endless.subscribe().dispose();
        call("one", Mono.just(new Post(1, "kept")), 1L).block();
        bodies.set(0);
        assertThat(call("one", Mono.<Post>error(new AssertionError()), 1L).block())
                .isEqualTo(new Post(1, "kept"));
        assertThat(bodies).hasValue(0);
    }

    @Test
    void a_flux_is_cached_once_it_has_ended() throws Exception {
        List<Post> expected = List.of(new Post(1, "a"), new Post(2, "b"));
        assertThat(call("all", Flux.fromIterable(expected)).collectList().block())
                .isEqualTo(expected);
        bodies.set(0);
        assertThat(call("all", Flux.<Post>error(new AssertionError()))
                        .collectList()
                        .block())
                .isEqualTo(expected);
        assertThat(bodies).hasValue(0);
    }

    @Test
    void what_a_mono_changes_is_evicted_at_each_of_its_ends() throws Exception {
        AtomicInteger version = new AtomicInteger();
        Mono<Post> store = call(
                "store", Mono.fromCallable(() -> new Post(1, "v" + version.incrementAndGet())), new Post(1, "ignored"));
        for (int round = 1; round <= 3; round++) {
            String title = "v" + round;
            call("one", Mono.just(new Post(1, "v" + version.get())), 1L).block();
            store.block();
            Post read = call("one", Mono.fromCallable(() -> new Post(1, "v" + version.get())), 1L)
                    .block();
            assertThat(read.title()).isEqualTo(title);
        }
    }
}
