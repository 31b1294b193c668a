package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.FixedUse;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ByHandInRedisTest extends ByHandContract {
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    Store open() {
        redis.command("FLUSHALL");
        redis.command("CONFIG", "RESETSTAT");
        Store opened = Stores.open(
                new StoreSettings("hand", redis.url(), false, Duration.ofSeconds(5)),
                new FixedUse(List.of(), Duration.ofMinutes(10)),
                (command, nanos) -> {},
                new Log(System.err, Log.Level.WARN));
        opened.wake();
        await().atMost(Duration.ofSeconds(20)).until(opened::up);
        return opened;
    }

    @Test
    void keys_are_never_listed_in_one_go() {
        assertThat(hand().evict(List.of("post:*")).problems()).isEmpty();

        assertThat(redis.command("INFO", "commandstats"))
                .doesNotContain("cmdstat_keys")
                .contains("cmdstat_scan");
    }

    @Test
    void keys_of_other_namespaces_are_left_alone() {
        redis.command("HSET", "handy:post:7", "f", "v");
        redis.command("HSET", "hand:post:7", "f", "v");

        assertThat(hand().evict(List.of("post:*")).problems()).isEmpty();

        assertThat(redis.command("HGET", "handy:post:7", "f")).isEqualTo("v");
        assertThat(redis.command("HGET", "hand:post:7", "f")).isEmpty();
    }

    @Test
    void what_cannot_be_evicted_now_is_remembered_and_said() {
        ByHand hand = hand();
        redis.kill();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> !store.up());

            ByHand.Report key = hand.evict(List.of("post:7"));
            ByHand.Report search = hand.evict(List.of("nowhere:*"));

            assertThat(key.problems()).hasSize(1).first().asString().contains("the store can't be reached");
            assertThat(search.problems()).hasSize(2).first().asString().contains("'nowhere:*' is not evicted");
            assertThat(store.pendingEvictions()).isPositive();
        } finally {
            redis.restart();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> store.up() && store.pendingEvictions() == 0);
    }
}
