package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.engine.coherence.Transaction;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.NonBlocking;

/** What the words of a rule do to the calls that it serves. */
final class RuleWordsTest {
    record Post(long id, boolean draft, long seconds) {}

    @Entity
    static class Person {
        @Id
        private long id = 1;
    }

    /** Whose methods are never run: what the calls' bodies return stands for them. */
    @SuppressWarnings("unused")
    static class Posts {
        Post find(long id) {
            throw new AssertionError();
        }

        List<String> names(long id) {
            throw new AssertionError();
        }

        String text(long id) {
            throw new AssertionError();
        }

        Person person(long id) {
            throw new AssertionError();
        }
    }

    private final AtomicInteger bodies = new AtomicInteger();
    private final Posts posts = new Posts();

    private static String rule(String method, String... words) {
        return "caches:\n  c:\n    method: \"" + Posts.class.getName() + "#" + method
                + "(long id)\"\n    key: \"c:{id}\"\n    " + String.join("\n    ", words) + "\n";
    }

    private Object find(CallHandler handler, long id, Object value) throws Exception {
        return RuledCalls.call(
                handler,
                posts,
                () -> {
                    bodies.incrementAndGet();
                    return value;
                },
                id);
    }

    private int ran(Callable<?> call) throws Exception {
        int before = bodies.get();
        call.call();
        return bodies.get() - before;
    }

    @Test
    void when_sends_calls_for_which_it_does_not_hold_to_the_method() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("find", "when: \"{id} < 5\""))) {
            CallHandler find = calls.handler(Posts.class, "find");
            for (long id : new long[] {4, 5}) {
                find(find, id, new Post(id, false, 1));
            }
            assertThat(ran(() -> find(find, 4, null))).isZero();
            assertThat(ran(() -> find(find, 5, null))).isOne();
            assertThat(calls.bypassed("c", "condition")).isEqualTo(2);
        }
    }

    @Test
    void unless_keeps_results_for_which_it_holds_out_of_the_store() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("find", "unless: \"{result.draft}\""))) {
            CallHandler find = calls.handler(Posts.class, "find");
            find(find, 1, new Post(1, true, 1));
            assertThat(ran(() -> find(find, 1, new Post(1, false, 1)))).isOne();
            assertThat(ran(() -> find(find, 1, null))).isZero();
            assertThat(calls.discarded("c", "condition")).isOne();
        }
    }

    @Test
    void a_result_tells_its_own_time_to_live_and_zero_is_none() throws Exception {
        List<Duration> lives = new ArrayList<>();
        try (RuledCalls calls =
                new RuledCalls(rule("find", "ttl: \"{result.seconds}s\"", "jitter: 0%"), noting(lives))) {
            CallHandler find = calls.handler(Posts.class, "find");
            find(find, 1, new Post(1, false, 90));
            find(find, 2, new Post(2, false, 0));
            find(find, 3, null);
            assertThat(lives).containsExactly(Duration.ofSeconds(90), Duration.ofMinutes(5));
            assertThat(calls.discarded("c", "condition")).isOne();
        }
    }

    @Test
    void nulls_have_a_time_to_live_of_their_own() throws Exception {
        List<Duration> lives = new ArrayList<>();
        try (RuledCalls calls = new RuledCalls(rule("find", "null-ttl: 30s", "jitter: 0%"), noting(lives))) {
            CallHandler find = calls.handler(Posts.class, "find");
            find(find, 1, null);
            find(find, 2, new Post(2, false, 1));
            assertThat(lives).containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(5));
        }
        try (RuledCalls calls = new RuledCalls(rule("find", "null-ttl: 0"))) {
            CallHandler find = calls.handler(Posts.class, "find");
            find(find, 1, null);
            assertThat(ran(() -> find(find, 1, null))).isOne();
        }
    }

    /** A store in memory that notes how long the values live that it takes. */
    private static Store noting(List<Duration> lives) {
        Store memory = new MemoryStore(1 << 24, Duration.ofHours(1), (command, nanos) -> {});
        return (Store) Proxy.newProxyInstance(
                RuleWordsTest.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    if (method.getName().equals("fill")) {
                        lives.add((Duration) arguments[2]);
                    }
                    return method.invoke(memory, arguments);
                });
    }

    @Test
    void views_are_refused_unless_the_rule_wants_copies() throws Exception {
        List<String> view = new ArrayList<>(List.of("a", "b", "c")).subList(0, 2);
        try (RuledCalls calls = new RuledCalls(rule("names"))) {
            CallHandler names = calls.handler(Posts.class, "names");
            find(names, 1, view);
            assertThat(ran(() -> find(names, 1, view))).isOne();
        }
        try (RuledCalls calls = new RuledCalls(rule("names", "views: copy"))) {
            CallHandler names = calls.handler(Posts.class, "names");
            find(names, 1, view);
            assertThat(find(names, 1, null)).isEqualTo(view).isExactlyInstanceOf(ArrayList.class);
        }
    }

    @Test
    void a_value_over_the_rules_bound_is_not_stored() throws Exception {
        String text = "x".repeat(3_000);
        try (RuledCalls calls = new RuledCalls(rule("text", "max-bytes: 2KiB"))) {
            CallHandler handler = calls.handler(Posts.class, "text");
            find(handler, 1, text);
            assertThat(ran(() -> find(handler, 1, text))).isOne();
            assertThat(calls.logged()).contains("2048");
        }
    }

    @Test
    void a_readable_value_tells_the_names_of_its_fields() throws Exception {
        for (boolean readable : new boolean[] {false, true}) {
            List<byte[]> stored = new ArrayList<>();
            Store memory = new MemoryStore(1 << 24, Duration.ofHours(1), (command, nanos) -> {});
            Store noting = (Store) Proxy.newProxyInstance(
                    RuleWordsTest.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                        if (method.getName().equals("fill")) {
                            stored.add((byte[]) arguments[1]);
                        }
                        return method.invoke(memory, arguments);
                    });
            try (RuledCalls calls = new RuledCalls(rule("find", "readable: " + readable), noting)) {
                find(calls.handler(Posts.class, "find"), 1, new Post(1, true, 5));
                String bytes = new String(stored.get(0), StandardCharsets.ISO_8859_1);
                assertThat(bytes.contains("seconds")).isEqualTo(readable);
            }
        }
    }

    @Test
    void values_with_entities_are_served_as_the_rule_says() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("person", "entities: never"))) {
            CallHandler person = calls.handler(Posts.class, "person");
            find(person, 1, new Person());
            assertThat(ran(() -> find(person, 1, new Person()))).isOne();
            assertThat(calls.bypassed("c", "entities")).isEqualTo(2);
        }
        for (String word : List.of("safe", "always")) {
            try (RuledCalls calls = new RuledCalls(rule("person", "entities: " + word))) {
                calls.units().watched();
                CallHandler person = calls.handler(Posts.class, "person");
                find(person, 1, new Person());
                assertThat(ran(() -> find(person, 1, new Person()))).isEqualTo(word.equals("safe") ? 1 : 0);
            }
        }
    }

    @Test
    void inside_a_transaction_the_rule_may_want_the_database_to_be_asked() throws Exception {
        for (String word : List.of("hit", "bypass")) {
            try (RuledCalls calls = new RuledCalls(rule("find", "in-transaction: " + word))) {
                CallHandler find = calls.handler(Posts.class, "find");
                find(find, 1, new Post(1, false, 1));
                Transaction transaction = calls.units().transactionBegun(Transaction.Access.WRITABLE);
                assertThat(ran(() -> find(find, 1, null))).isEqualTo(word.equals("hit") ? 0 : 1);
                transaction.ended();
            }
        }
    }

    @Test
    void a_call_waits_for_anothers_load_no_longer_than_the_rule_allows() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("find", "wait: 0"))) {
            CallHandler find = calls.handler(Posts.class, "find");
            AtomicInteger others = new AtomicInteger();
            RuledCalls.call(
                    find,
                    posts,
                    () -> {
                        Thread other = new Thread(() -> {
                            try {
                                others.addAndGet(ran(() -> find(find, 1, new Post(1, false, 1))));
                            } catch (Exception fault) {
                                throw new AssertionError(fault);
                            }
                        });
                        other.start();
                        other.join(); // which would be for ever, if it waited for this load to end
                        return new Post(1, false, 1);
                    },
                    1L);
            assertThat(others).hasValue(1);
        }
    }

    @Test
    void the_last_value_stands_in_for_a_load_that_throws_unless_it_was_evicted() throws Exception {
        String rules = rule("text", "ttl: 1ms", "jitter: 0%", "stale-if-error: 1h") + "invalidations:\n  - { method: \""
                + Posts.class.getName() + "#find(long id)\", evict: [\"c:{id}\"] }\n";
        try (RuledCalls calls = new RuledCalls(rules)) {
            CallHandler text = calls.handler(Posts.class, "text");
            CallHandler save = calls.handler(Posts.class, "find");
            find(text, 1, "old");
            long end = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            Callable<?> failing = () -> {
                bodies.incrementAndGet();
                throw new IllegalStateException("no database");
            };
            assertThat(ran(() -> assertThat(RuledCalls.call(text, posts, failing, 1L))
                            .isEqualTo("old")))
                    .as("its time is over, so the method is asked first")
                    .isOne();
            assertThat(calls.counted("cache_gets_total{cache=\"c\",result=\"stale\"}"))
                    .isOne();
            RuledCalls.call(save, posts, () -> null, 1L);
            assertThatThrownBy(() -> RuledCalls.call(text, posts, failing, 1L))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no database");
        }
    }

    @Test
    void a_call_that_was_told_to_stop_gets_no_older_value() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("text", "ttl: 1ms", "jitter: 0%", "stale-if-error: 1h"))) {
            CallHandler text = calls.handler(Posts.class, "text");
            find(text, 1, "old");
            long end = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            for (Exception told : List.of(new InterruptedException(), new CancellationException())) {
                assertThat(((OpenCall) text.enter(posts, new Object[] {1L})).close(null, told))
                        .isNull();
            }
            assertThat(((OpenCall) text.enter(posts, new Object[] {1L})).close(null, new IllegalStateException()))
                    .contains("old");
        }
    }

    @Test
    void an_evicting_method_that_was_never_left_is_left_with_the_one_around_it() throws Exception {
        String rules = rule("text") + "invalidations:\n  - { method: \"" + Posts.class.getName()
                + "#find(long id)\", evict: [\"c:{id}\"] }\n";
        try (RuledCalls calls = new RuledCalls(rules)) {
            CallHandler text = calls.handler(Posts.class, "text");
            CallHandler save = calls.handler(Posts.class, "find");
            // The stack was full when it was to be left, say
            RuledCalls.call(save, posts, () -> save.enter(posts, new Object[] {7L}), 7L);
            find(text, 1, "old");
            RuledCalls.call(save, posts, () -> null, 1L);
            assertThat(find(text, 1, "new")).isEqualTo("new");
            assertThat(find(text, 1, null)).as("served again on this thread").isEqualTo("new");
        }
    }

    /** As a thread of Netty or Reactor. */
    private static final class EventLoop extends Thread implements NonBlocking {
        EventLoop(Runnable work) {
            super(work);
        }
    }

    @Test
    void a_call_on_an_event_loop_goes_to_the_method() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("text"))) {
            CallHandler text = calls.handler(Posts.class, "text");
            find(text, 1, "stored");
            AtomicInteger there = new AtomicInteger();
            Thread loop = new EventLoop(() -> {
                try {
                    there.addAndGet(ran(() -> find(text, 1, "stored")));
                } catch (Exception fault) {
                    throw new AssertionError(fault);
                }
            });
            loop.start();
            loop.join();
            assertThat(there).hasValue(1);
            assertThat(calls.bypassed("c", "event-loop")).isOne();
            assertThat(ran(() -> find(text, 1, "stored"))).isZero();
        }
    }

    @Test
    void that_a_method_is_called_on_several_objects_is_reported_where_the_key_tells_nothing_of_them() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("text"))) {
            CallHandler text = calls.handler(Posts.class, "text");
            for (int i = 0; i < 1_000; i++) {
                RuledCalls.call(text, posts, () -> "text", 1L);
            }
            assertThat(calls.board().entries().get(0).notes()).isEmpty();
            List<Posts> many = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                many.add(new Posts());
                RuledCalls.call(text, many.get(i), () -> "text", 1L);
            }
            assertThat(calls.board().entries().get(0).notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note.words()).contains("several objects", "{this}"));
            assertThat(calls.logged()).containsOnlyOnce("several objects");
        }
    }

    @Test
    void what_calls_went_without_the_cache_for_is_kept_in_words() throws Exception {
        try (RuledCalls calls = new RuledCalls(rule("text", "max-bytes: 2KiB"))) {
            CallHandler text = calls.handler(Posts.class, "text");
            find(text, 1, "x".repeat(3_000));
            find(text, 2, "x".repeat(3_000));
            assertThat(calls.board().entries().get(0).notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note.words()).contains("Posts#text(long)", "2048"));
        }
    }

    @jakarta.annotation.security.RolesAllowed("admin")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Restricted {}

    @Restricted
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfTheApplication {}

    interface SecuredFromAfar {
        @OfTheApplication
        String secret(long id);
    }

    @Test
    void an_annotation_of_an_annotation_secures_as_well() {
        Object proxy = Proxy.newProxyInstance(
                RuleWordsTest.class.getClassLoader(),
                new Class<?>[] {SecuredFromAfar.class},
                (self, method, arguments) -> "");
        try (RuledCalls calls = new RuledCalls("caches:\n  c: { method: \"" + SecuredFromAfar.class.getName()
                + "#secret(long id)\", key: \"c:{id}\" }\n")) {
            assertThat(calls.handler(proxy.getClass(), "secret")).isSameAs(CallHandler.NOTHING);
            assertThat(calls.board().entries().get(0).reason()).contains("@OfTheApplication", "@RolesAllowed");
        }
    }

    interface Secured {
        @jakarta.annotation.security.RolesAllowed("admin")
        String secret(long id);
    }

    @Test
    void a_proxy_of_a_secured_method_is_refused_unless_the_rule_insists() {
        Object proxy = Proxy.newProxyInstance(
                RuleWordsTest.class.getClassLoader(), new Class<?>[] {Secured.class}, (self, method, arguments) -> "");
        String rule = "caches:\n  c: { method: \"" + Secured.class.getName() + "#secret(long id)\", key: \"c:{id}\"";
        try (RuledCalls calls = new RuledCalls(rule + " }\n")) {
            assertThat(calls.handler(proxy.getClass(), "secret")).isSameAs(CallHandler.NOTHING);
            RuleBoard.Entry entry = calls.board().entries().get(0);
            assertThat(entry.status()).isEqualTo(RuleBoard.Status.REFUSED);
            assertThat(entry.reason()).contains("@RolesAllowed", "through-proxy: true");
        }
        try (RuledCalls calls = new RuledCalls(rule + ", through-proxy: true }\n")) {
            assertThat(calls.handler(proxy.getClass(), "secret")).isNotSameAs(CallHandler.NOTHING);
        }
    }
}
