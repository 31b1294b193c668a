package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.value.Sealing;
import dev.larder.engine.warm.Warmer;
import dev.larder.engine.warm.Warmth;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Calls that are remembered by one JVM, and made again by the next, which shares its store. */
final class WarmTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Query(String text, List<Integer> pages) {}

    @Entity
    static class Person {
        @Id
        private long id = 1;
    }

    /** Woven by hand: each call goes by the handler, as bytecode does it. */
    static class Posts {
        final List<String> loads = new CopyOnWriteArrayList<>();
        final AtomicReference<Thread> last = new AtomicReference<>();
        volatile ClassLoader context;
        private CallHandler handler;

        String find(Query query, long id) throws Exception {
            return (String) RuledCalls.call(
                    handler,
                    this,
                    () -> {
                        loads.add(query.text() + query.pages() + id);
                        last.set(Thread.currentThread());
                        context = Thread.currentThread().getContextClassLoader();
                        if (id == 13) {
                            throw new IllegalStateException("secret words");
                        }
                        return query.text() + id;
                    },
                    query,
                    id);
        }
    }

    /** As a container puts one around a bean. */
    static final class PostsProxy extends Posts {
        private final Posts target;
        private final CallHandler passage;
        final List<Long> passed = new CopyOnWriteArrayList<>();

        PostsProxy(Posts target, CallHandler passage) {
            this.target = target;
            this.passage = passage;
        }

        @Override
        String find(Query query, long id) throws Exception {
            return (String) RuledCalls.call(
                    passage,
                    this,
                    () -> {
                        passed.add(id);
                        return target.find(query, id);
                    },
                    query,
                    id);
        }
    }

    /** What calls of these would give is nothing for the next caller. */
    @SuppressWarnings("unused")
    static class Doubtful {
        long clock(long id) {
            return System.nanoTime() + id;
        }

        String login(String name, String password) {
            return name;
        }

        String person(Person person) {
            return "";
        }

        Mono<String> later(long id) {
            return Mono.empty();
        }

        String tenant(long id) {
            return "";
        }

        String plain(Object any) {
            return "";
        }

        long getNumber() {
            return 1;
        }

        static String current() {
            return "t";
        }
    }

    private final Store store = new MemoryStore(1 << 24, Duration.ofHours(1), (command, nanos) -> {});
    private final List<Warmer> warmers = new ArrayList<>();
    private final List<CallHandler> handlers = new ArrayList<>();

    @AfterEach
    void close() {
        warmers.forEach(Warmer::close);
        store.close();
    }

    private static final String RULES = """
            warm: { on-start: %s, top: 3, rate: 1000 }
            caches:
              c:
                method: "dev.larder.engine.WarmTest$Posts#find(dev.larder.engine.WarmTest$Query query, long id)"
                key: "c:{query.text}:{id}"
            """;

    private RuledCalls jvm(boolean onStart) {
        return new RuledCalls(RULES.formatted(onStart), store);
    }

    private Warmer warmer(RuledCalls jvm) {
        return warmer(jvm, Sealing.NONE);
    }

    private Warmer warmer(RuledCalls jvm, Sealing sealing) {
        Warmer warmer = jvm.warmer(sealing);
        warmers.add(warmer);
        return warmer;
    }

    private static Posts posts(RuledCalls jvm) {
        Posts posts = new Posts();
        posts.handler = jvm.handler(Posts.class, "find");
        return posts;
    }

    private static Query query(String text) {
        return new Query(text, List.of(1, 2));
    }

    private static Warmth.Share share(Warmer warmer) {
        return warmer.warmth().methods().get(0);
    }

    /** Calls that a first JVM has had, the hottest first; the entries are gone afterwards. */
    private void history(String... texts) throws Exception {
        RuledCalls before = jvm(false);
        Posts posts = posts(before);
        for (int i = 0; i < texts.length; i++) {
            for (int call = 0; call < 1_000 * (texts.length - i); call++) {
                posts.find(query(texts[i]), i);
            }
        }
        Warmer warmer = warmer(before);
        await().atMost(PATIENCE)
                .until(() -> store.fleet().left("calls:c:" + share(warmer).method()) != null);
        warmer.close();
        store.evict(List.of(), List.of("@c"));
    }

    @Test
    void after_a_start_the_hottest_calls_are_made_again_on_a_thread_of_larders_own_and_hit() throws Exception {
        history("a", "b", "c", "d");
        RuledCalls after = jvm(true);
        warmer(after);
        Posts posts = posts(after);
        posts.find(query("first"), 9);

        await().atMost(PATIENCE).until(() -> posts.loads.size() == 4);
        assertThat(posts.loads).containsExactly("first[1, 2]9", "a[1, 2]0", "b[1, 2]1", "c[1, 2]2");
        assertThat(posts.last.get().getName()).isEqualTo("larder-warm-calls");
        assertThat(posts.last.get().isDaemon()).isTrue();
        assertThat(posts.context).isSameAs(Posts.class.getClassLoader());
        await().untilAsserted(() -> assertThat(posts.find(query("a"), 0)).isEqualTo("a0"));
        assertThat(posts.loads).hasSize(4);
        assertThat(after.metrics().cache("c").hotKeys().hottest(9))
                .as("what people have asked for, and nothing else")
                .extracting(hot -> hot.key())
                .isSubsetOf("c:first:9", "c:a:0");
        await().atMost(PATIENCE).until(() -> after.logged().contains("3 of 3 remembered calls were made again"));
    }

    @Test
    void nothing_is_made_again_by_itself_unless_the_rules_say_so_but_when_somebody_asks() throws Exception {
        history("a", "b");
        RuledCalls after = jvm(false);
        Warmer warmer = warmer(after);
        Posts posts = posts(after);
        assertThat(warmer.begin(null, null, null)).isEqualTo("nothing is remembered that could be made again now");
        posts.find(query("first"), 9);
        assertThat(posts.loads).hasSize(1);

        assertThat(warmer.begin("other", null, null)).isNotNull();
        assertThat(warmer.begin("c", 1, 1)).isNull();
        await().until(() -> posts.loads.size() == 2);
        assertThat(posts.loads).containsExactly("first[1, 2]9", "a[1, 2]0");
        await().until(() -> !warmer.warmth().progress().running());
        assertThat(warmer.warmth().progress().done()).isEqualTo(1);
    }

    @Test
    void a_call_goes_through_the_outermost_proxy_and_none_is_made_before_that_is_known() throws Exception {
        history("a");
        RuledCalls after = jvm(false);
        Posts posts = posts(after);
        PostsProxy inner = new PostsProxy(posts, after.passage(PostsProxy.class, "find"));
        PostsProxy outer = new PostsProxy(inner, after.passage(PostsProxy.class, "find"));
        Warmer warmer = warmer(after);
        // As when a bean calls itself: that tells of no proxy
        posts.find(query("self"), 8);
        assertThat(share(warmer).obstacle()).isEqualTo("has not been called through its proxy yet");
        assertThat(warmer.begin(null, null, null)).isNotNull();

        outer.find(query("first"), 9);
        assertThat(share(warmer).obstacle()).isNull();
        assertThat(warmer.begin(null, 1, 1000)).isNull();
        await().until(() -> outer.passed.contains(0L));
        assertThat(inner.passed).containsExactly(9L, 0L);
        await().until(() -> posts.loads.contains("a[1, 2]0"));
    }

    @Test
    void a_call_that_fails_is_told_without_its_words_and_the_others_are_made() throws Exception {
        RuledCalls before = jvm(false);
        Posts posts = posts(before);
        Warmer warmer = warmer(before);
        for (int call = 0; call < 50; call++) {
            try {
                posts.find(query("bad"), 13);
            } catch (IllegalStateException expected) {
                // Never stored, so that each call is a miss
            }
        }
        posts.find(query("good"), 1);
        await().atMost(PATIENCE).until(() -> warmer.begin(null, null, 1000) == null);
        await().until(() -> !warmer.warmth().progress().running());

        assertThat(warmer.warmth().progress().failures())
                .containsExactly(java.util.Map.entry(share(warmer).method() + ": java.lang.IllegalStateException", 1));
        assertThat(warmer.warmth().progress().done()).isEqualTo(2);
    }

    @Test
    void other_rules_end_it() throws Exception {
        history("a", "b", "c");
        RuledCalls after = jvm(false);
        Warmer warmer = warmer(after);
        Posts posts = posts(after);
        posts.find(query("first"), 9);
        assertThat(warmer.begin(null, null, 1)).isNull();
        await().until(() -> posts.loads.size() == 2);

        warmer.use(null, null, Sealing.NONE);
        await().until(() -> !warmer.warmth().progress().running());
        assertThat(warmer.warmth().progress().stopped()).startsWith("stopped");
        assertThat(posts.loads).hasSize(2);
    }

    private Warmth.Share doubtful(String method, String words) {
        String rules = "warm: {}\ncaches:\n  c:\n    method: dev.larder.engine.WarmTest$Doubtful#" + method + "\n    "
                + words + "\n";
        RuledCalls calls = new RuledCalls(rules, store);
        // Held: with its method goes what is remembered of it
        handlers.add(calls.handler(Doubtful.class, method.substring(0, method.indexOf('('))));
        Warmer warmer = warmer(calls);
        assertThat(warmer.warmth().methods()).as(calls.logged()).hasSize(1);
        return share(warmer);
    }

    @Test
    void methods_whose_calls_would_mean_something_else_are_left_out_and_told_why() {
        assertThat(doubtful("clock(long id)", "key: \"c:{id}\"").obstacle()).contains("reads the clock");
        assertThat(doubtful("login(String name, String password)", "secret: [password]")
                        .obstacle())
                .contains("secret, whose values are kept nowhere");
        assertThat(doubtful("person(dev.larder.engine.WarmTest$Person p)", "key: \"c:{p.id}\"")
                        .obstacle())
                .contains("persistent entities");
        assertThat(doubtful("later(long id)", "key: \"c:{id}\"").obstacle()).contains("subscribes");
        assertThat(doubtful("tenant(long id)", "key: \"c:{call:dev.larder.engine.WarmTest$Doubtful.current}:{id}\"")
                        .obstacle())
                .contains("on the caller's thread");
        assertThat(doubtful("plain(Object any)", "key: \"c:{this.number}\"").obstacle())
                .contains("on which object");
    }

    @Test
    void what_is_secret_is_in_no_key_and_nothing_of_such_calls_is_kept() throws Exception {
        RuledCalls calls = new RuledCalls("""
                warm: {}
                caches:
                  c:
                    method: dev.larder.engine.WarmTest$Doubtful#login(String name, String password)
                    secret: [password]
                """, store);
        CallHandler handler = calls.handler(Doubtful.class, "login");
        Warmer warmer = warmer(calls);
        RuledCalls.call(handler, new Doubtful(), () -> "welcome", "ann", "hunter2");

        assertThat(calls.metrics().cache("c").hotKeys().hottest(5))
                .singleElement()
                .satisfies(hot -> assertThat(hot.key()).contains("ann").doesNotContain("hunter2"));
        assertThat(calls.metrics().cache("c").slowLoads().slowest(5).toString()).doesNotContain("hunter2");
        assertThat(share(warmer).remembered()).isZero();
    }

    @Test
    void what_is_remembered_is_sealed_as_values_are_and_read_by_those_alone_who_have_the_secret() throws Exception {
        Sealing sealing = Sealing.of(Sealing.Kind.AES_GCM, "a secret of the whole fleet", null);
        RuledCalls before = jvm(false);
        Posts posts = posts(before);
        posts.find(query("visible"), 1);
        Warmer warmer = warmer(before, sealing);
        String name = "calls:c:" + share(warmer).method();
        await().atMost(PATIENCE).until(() -> store.fleet().left(name) != null);
        warmer.close();
        assertThat(new String(store.fleet().left(name), StandardCharsets.ISO_8859_1))
                .doesNotContain("visible");
        store.evict(List.of(), List.of("@c"));

        RuledCalls after = jvm(false);
        Posts second = posts(after);
        second.find(query("first"), 9);
        Warmer without = warmer(after);
        assertThat(without.begin(null, null, null)).isEqualTo("nothing is remembered that could be made again now");
        without.close();
        assertThat(warmer(after, sealing).begin(null, null, null)).isNull();
        await().until(() -> second.loads.contains("visible[1, 2]1"));
    }

    @Test
    void the_keys_that_are_asked_for_most_and_the_loads_that_take_longest_are_known_without_warm_too()
            throws Exception {
        RuledCalls calls = new RuledCalls(RULES.formatted(false).replaceAll("(?m)^warm.*$", ""), store);
        Posts posts = posts(calls);
        for (int i = 0; i < 2_000; i++) {
            posts.find(query(i % 4 == 0 ? "rare" : "often"), 1);
        }
        assertThat(calls.metrics().cache("c").hotKeys().hottest(5))
                .extracting(hot -> hot.key())
                .containsExactly("c:often:1", "c:rare:1");
        assertThat(calls.metrics().cache("c").slowLoads().slowest(5))
                .extracting(slow -> slow.key())
                .containsExactlyInAnyOrder("c:often:1", "c:rare:1");
    }
}
