package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Opens stores on a Redis, and keeps what they log. */
final class RedisStores {

    static final Duration LONGEST_TTL = Duration.ofMinutes(10);

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.DEBUG);
    private Duration budget = Duration.ofSeconds(2);
    private Duration writeBudget;
    private String journal;
    private StoreUse use = new FixedUse(List.of("@cache"), LONGEST_TTL);

    /** A machine that is busy with other tests must not look like a Redis that is away: most tests have time. */
    RedisStores budget(Duration shorter) {
        budget = shorter;
        return this;
    }

    /** How long writes wait for a line in doubt: as long as for an answer, unless this is said. */
    RedisStores writeBudget(Duration other) {
        writeBudget = other;
        return this;
    }

    RedisStores journal(Path file) {
        journal = file.toString();
        return this;
    }

    RedisStores use(StoreUse other) {
        use = other;
        return this;
    }

    Store open(String url) {
        return open(url, "test");
    }

    Store open(String url, String namespace) {
        Store store = Stores.open(
                new StoreSettings(
                        namespace,
                        url,
                        false,
                        budget,
                        writeBudget == null ? budget : writeBudget,
                        new SafetySettings(
                                SafetySettings.Seal.NONE, null, SafetySettings.OnUnreachable.PROCEED, journal)),
                use,
                (command, nanos) -> {},
                log);
        store.wake();
        return store;
    }

    Store openUp(String url) {
        return openUp(url, "test");
    }

    Store openUp(String url, String namespace) {
        Store store = open(url, namespace);
        awaitUp(store);
        return store;
    }

    static void awaitUp(Store store) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(store::up);
    }

    static void awaitDown(Store store) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !store.up());
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    void awaitLogged(String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(logged()).contains(text));
    }

    long count(String text) {
        return logged().lines().filter(line -> line.contains(text)).count();
    }
}
