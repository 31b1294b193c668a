package dev.larder.engine.store.redis;

import static dev.larder.engine.store.redis.RedisStores.awaitUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the way of a connection, and what people are told. */
final class RedisConnectingTest {

    private final RedisStores stores = new RedisStores();

    private void told(String url, String text) {
        try (Store store = stores.open(url)) {
            stores.awaitLogged(text);
            assertThat(store.up()).isFalse();
        }
    }

    @Test
    void opening_a_store_waits_for_nothing() throws Exception {
        for (String host : List.of("127.0.0.1:" + RedisServer.freePort(), "10.255.255.1:6379")) {
            long start = System.nanoTime();
            try (Store store = stores.open("redis://" + host)) {
                assertThat(System.nanoTime() - start)
                        .isLessThan(Duration.ofMillis(100).toNanos());
                assertThat(store.up()).isFalse();
            }
        }
    }

    @Test
    void where_nothing_listens_is_told_once() throws Exception {
        int port = RedisServer.freePort();
        try (Store store = stores.open("redis://127.0.0.1:" + port)) {
            stores.awaitLogged("nothing listens there; start it, or correct store.url");
            // Tried again and again; whoever listens now sees the next try
            try (ServerSocket late = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                late.accept().close();
            }
            stores.awaitLogged("it closes connections at once");
            assertThat(store.up()).isFalse();
        }
        assertThat(stores.count("nothing listens")).isEqualTo(1);
    }

    @Test
    void a_redis_that_starts_later_is_found() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            try (Store store = stores.open(redis.url())) {
                stores.awaitLogged("nothing listens there");
                redis.restart();
                awaitUp(store);
            }
        }
        assertThat(stores.count("is up")).isEqualTo(1);
    }

    @Test
    void passwords_are_asked_for_and_never_written() {
        try (RedisServer redis = RedisServer.start("--requirepass", "sesame")) {
            String host = "127.0.0.1:" + redis.port();
            told("redis://" + host, "it asks for a password");
            told("redis://:swordfish@" + host, "it refuses the password");
            told("redis://somebody:swordfish@" + host, "it refuses the password");
            try (Store store = stores.open("redis://:sesame@" + host)) {
                awaitUp(store);
            }
        }
        assertThat(stores.logged()).doesNotContain("swordfish").doesNotContain("sesame");
    }

    @Test
    void a_user_without_permissions_is_told_which_it_needs() {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("ACL", "SETUSER", "poor", "on", ">pw", "~*", "+ping", "+hello");
            told("redis://poor:pw@127.0.0.1:" + redis.port(), "its user may not run what Larder needs");
        }
    }

    @Test
    void tls_and_no_tls_are_told_apart() {
        try (RedisServer redis = RedisServer.start()) {
            told("rediss://127.0.0.1:" + redis.port(), "no TLS connection came about");
        }
    }

    @Test
    void what_is_no_redis_is_told() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerAsTheWebDoes(web));
            server.setDaemon(true);
            server.start();
            told("redis://127.0.0.1:" + web.getLocalPort(), "what answers there does not speak as Redis does");
        }
    }

    private static void answerAsTheWebDoes(ServerSocket web) {
        while (true) {
            try (Socket client = web.accept()) {
                client.getInputStream().read();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException ended) {
                return;
            }
        }
    }

    @Test
    void a_replica_is_not_used() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port()))) {
            told(replica.url(), "it is a replica; name the master");
        }
    }

    @Test
    void a_node_of_a_cluster_is_not_used() {
        try (RedisServer node = RedisServer.start("--cluster-enabled", "yes")) {
            told(node.url(), "it is a node of a Redis Cluster");
        }
    }

    @Test
    void a_missing_database_is_told() {
        try (RedisServer redis = RedisServer.start()) {
            told(redis.url() + "/99", "it has no such database");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://localhost",
                "redis:",
                "redis://:a@b@localhost",
                "redis://:a/b@localhost",
                "memory:x",
                "red is://"
            })
    void what_names_no_store_is_refused_at_once(String url) {
        assertThatThrownBy(() -> stores.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("redis://")
                .hasMessageNotContaining("a@b")
                .hasMessageNotContaining("a/b");
    }

    @Test
    void a_cluster_is_refused_in_clear_words() {
        StoreSettings settings = new StoreSettings("n", "redis://localhost", true, Duration.ofMillis(50));
        assertThatThrownBy(() -> Stores.open(
                        settings,
                        new FixedUse(List.of(), Duration.ofMinutes(1)),
                        (c, n) -> {},
                        new Log(System.err, Log.Level.OFF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cluster: true is not supported yet");
    }

    @Test
    void all_threads_are_daemons_that_hold_on_to_no_class_loader_and_end_with_the_store() {
        // Those of tests before this one end soon
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ours()).isEmpty());
        try (RedisServer redis = RedisServer.start()) {
            try (Store store = stores.openUp(redis.url())) {
                List<Thread> threads = ours();
                assertThat(threads).hasSizeBetween(2, 6);
                assertThat(threads).allSatisfy(thread -> {
                    assertThat(thread.isDaemon()).as(thread.getName()).isTrue();
                    assertThat(thread.getContextClassLoader())
                            .as(thread.getName())
                            .isNull();
                });
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("lettuce") || name.startsWith("nio"));
                assertThat(store.up()).isTrue();
            }
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ours()).isEmpty());
        }
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("larder-"))
                .toList();
    }
}
