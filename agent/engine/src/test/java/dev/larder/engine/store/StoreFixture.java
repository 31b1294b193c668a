package dev.larder.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.FillOutcome.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store, and short words for what is done to it. */
abstract class StoreFixture {

    protected static final Duration LONG = Duration.ofMinutes(10);
    protected static final Duration SHORT = Duration.ofMillis(150);
    static final String[] NO_TAGS = {};

    protected Store store;

    /** An empty store that is up. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected Lease lease(String key, String field, String... tags) throws StoreException {
        return lease(key, field, LONG, tags);
    }

    protected Lease lease(String key, String field, Duration hold, String... tags) throws StoreException {
        LeaseReply reply = store.lease(key, field, tags, hold);
        assertThat(reply).isInstanceOf(Lease.class);
        return (Lease) reply;
    }

    protected Result fill(Lease lease, String value, Duration ttl) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        store.fill(lease, bytes(value), ttl, result::complete);
        return result.orTimeout(10, TimeUnit.SECONDS).join();
    }

    protected String value(String key, String field) throws StoreException {
        byte[] value = store.read(key, field, NO_TAGS).value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** Returns when a lease for {@code hold} that is taken now has run out. */
    void letRunOut(Duration hold) throws StoreException {
        lease("clock", "f", hold);
        await().atMost(Duration.ofSeconds(10)).until(() -> store.lease("clock", "f", NO_TAGS, SHORT) instanceof Lease);
    }

    /** Returns when a value stored now for {@code ttl} has gone. */
    void letGo(Duration ttl) throws StoreException {
        assertThat(fill(lease("clock", "g"), "tick", ttl)).isEqualTo(Result.STORED);
        await().atMost(Duration.ofSeconds(10)).until(() -> value("clock", "g") == null);
    }
}
