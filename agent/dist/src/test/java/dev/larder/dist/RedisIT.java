package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged agent with a real Redis, in good times and bad, on every JDK found. */
@ParameterizedClass
@MethodSource("jdks")
class RedisIT {
    private final Jdk jdk;
    private RedisServer redis = RedisServer.start();

    RedisIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static java.util.List<Jdk> jdks() {
        return Jdk.all();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    private ForkedJvm shop() {
        ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shop.yaml").toString())
                .environment("SHOP_STORE", redis.url())
                .shop();
        shop.awaitStore();
        return shop;
    }

    private static double hits(ForkedJvm shop) {
        return shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}");
    }

    private ForkedJvm sealed(String seal, String secret) {
        ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shop.yaml").toString())
                .environment("SHOP_STORE", redis.url())
                .environment("SHOP_SEAL", seal)
                .environment("LARDER_SECRET", secret)
                .shop();
        shop.awaitStore();
        return shop;
    }

    @Test
    void sealed_values_are_shared_by_those_who_know_the_secret_and_taken_from_nobody_else() {
        String secret = "one secret of this fleet";
        for (String seal : java.util.List.of("hmac", "aes-gcm")) {
            try (ForkedJvm one = sealed(seal, secret);
                    ForkedJvm other = sealed(seal, secret);
                    ForkedJvm stranger = sealed(seal, "another secret altogether")) {
                one.say("save 1 cake");
                assertThat(one.say("find 1")).isEqualTo("1 cake [c] loads=1");
                Awaitility.await().until(() -> one.metric("cache_puts_total{cache=\"article\"}") == 1);
                assertThat(other.say("find 1")).isEqualTo("1 cake [c] loads=0");
                assertThat(stranger.say("find 1")).isEqualTo("1 bread [b] loads=1");
                assertThat(stranger.metric("larder_discard_total{cache=\"article\",reason=\"payload\"}"))
                        .isOne();
            }
        }
        try (ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shop.yaml").toString())
                .environment("SHOP_SEAL", "hmac")
                .shop()) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("find 1")).endsWith("loads=2");
            shop.awaitError("set LARDER_SECRET");
            shop.awaitError("Larder is inactive");
        }
    }

    @Test
    void two_processes_share_values_and_evictions() {
        try (ForkedJvm one = shop();
                ForkedJvm other = shop()) {
            assertThat(one.say("find 1")).isEqualTo("1 bread [b] loads=1");
            Awaitility.await().until(() -> one.metric("cache_puts_total{cache=\"article\"}") == 1);
            assertThat(other.say("find 1")).isEqualTo("1 bread [b] loads=0");
            assertThat(other.say("page 0")).endsWith("loads=1");
            Awaitility.await().until(() -> other.metric("cache_puts_total{cache=\"page\"}") == 1);
            assertThat(one.say("page 0")).endsWith("loads=1");

            assertThat(one.say("save 1 cake")).isEqualTo("saved");
            // Each has rows of its own: that the other loads again shows that its values are gone.
            assertThat(other.say("find 1")).isEqualTo("1 bread [b] loads=2");
            assertThat(other.say("page 0")).endsWith("loads=3");
        }
    }

    @Test
    void every_key_begins_with_the_namespace_has_a_time_to_live_and_is_found_without_a_scan() {
        try (ForkedJvm shop = shop()) {
            shop.say("find 1");
            shop.say("page 0");
            shop.say("save 1 cake");
            shop.say("find 1");
            Awaitility.await().until(() -> shop.metric("cache_puts_total{cache=\"article\"}") == 2);
            String keys = redis.command("KEYS", "*");
            assertThat(keys.lines().filter(line -> !line.isBlank()))
                    .isNotEmpty()
                    .allMatch(key -> key.startsWith("shop"));
            assertThat(keys).contains("shop:article:1");
            for (String key : keys.lines().toList()) {
                assertThat(Long.parseLong(redis.command("PTTL", key).trim()))
                        .as(key)
                        .isPositive();
            }
            assertThat(redis.command("INFO", "commandstats"))
                    .doesNotContain("cmdstat_scan", "cmdstat_flush")
                    .contains("cmdstat_keys:calls=1,"); // this test's own
        }
    }

    @Test
    void redis_killed_and_back_costs_no_call_and_hits_return() {
        try (ForkedJvm shop = shop()) {
            shop.say("find 1");
            assertThat(shop.say("hammer 1 50")).isEqualTo("wrong=0");
            redis.kill();
            assertThat(shop.say("hammer 1 50")).isEqualTo("wrong=0");
            Awaitility.await().until(() -> shop.metric("larder_store_up") == 0);
            assertThat(shop.say("save 1 cake")).isEqualTo("saved");
            assertThat(shop.say("find 1")).startsWith("1 cake [c]");
            assertThat(shop.metric("larder_evictions_pending")).isPositive();

            redis.restart();
            shop.awaitStore();
            assertThat(shop.metric("larder_evictions_pending")).isZero();
            double before = hits(shop);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                assertThat(shop.say("find 1")).startsWith("1 cake [c]");
                return hits(shop) > before;
            });
            assertThat(shop.exit()).isZero();
        }
    }

    @Test
    void a_write_while_redis_hangs_is_never_answered_with_what_was_before() {
        try (ForkedJvm shop = shop()) {
            shop.say("find 1");
            Awaitility.await().until(() -> shop.metric("cache_puts_total{cache=\"article\"}") == 1);
            redis.pause();
            try {
                assertThat(shop.say("save 1 cake")).isEqualTo("saved");
                assertThat(shop.say("find 1")).startsWith("1 cake [c]");
                long start = System.nanoTime();
                assertThat(shop.say("hammer 1 1000")).isEqualTo("wrong=0");
                // A thousand time budgets would be 50 s.
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            } finally {
                redis.resume();
            }
            shop.awaitStore();
            assertThat(shop.say("find 1")).startsWith("1 cake [c]");
            assertThat(shop.say("find 1")).startsWith("1 cake [c]");
        }
    }

    @Test
    void a_full_redis_stores_nothing_more_and_serves_nothing_stale() {
        redis.close();
        redis = RedisServer.start("--maxmemory", "1500kb", "--maxmemory-policy", "noeviction");
        try (ForkedJvm shop = shop()) {
            redis.command("CONFIG", "SET", "maxmemory", "10mb");
            shop.say("find 1");
            Awaitility.await().until(() -> shop.metric("cache_puts_total{cache=\"article\"}") == 1);
            redis.command("CONFIG", "SET", "maxmemory", "1kb");
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("find 2")).startsWith("2 salt");
            assertThat(shop.say("save 1 cake")).isEqualTo("saved");
            assertThat(shop.say("find 1")).startsWith("1 cake");
            assertThat(shop.say("hammer 2 20")).isEqualTo("wrong=0");
        }
    }
}
