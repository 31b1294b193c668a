package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Virtual threads under load, hits, misses, waits for others' loads and evictions alike, on each JDK found that has them: no
 * wait of Larder's keeps one on its carrier.
 */
class PinnedIT {

    static List<Jdk> jdks() {
        return Jdk.all().stream().filter(jdk -> jdk.version() >= 21).toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdks")
    void no_virtual_thread_is_pinned(Jdk jdk) {
        try (RedisServer redis = RedisServer.start();
                ForkedJvm shop = ForkedJvm.of(jdk)
                        .agent(ForkedJvm.rules("shop.yaml").toString())
                        .environment("SHOP_STORE", redis.url())
                        .shop()) {
            shop.awaitStore();
            // Classes are loaded and initialised by then, which pins whoever has to wait for it
            assertThat(shop.say("storm 8 500")).startsWith("wrong=0 ");
            assertThat(shop.say("virtual 200 1000")).startsWith("wrong=0 ");
            String answer = shop.say("virtual 200 3000");
            System.out.println(jdk + ": " + answer);
            assertThat(answer).as(() -> "pinned at " + shop.errors()).startsWith("wrong=0 ");
            assertThat(answer).as(() -> "pinned at " + shop.errors()).containsPattern(" control=[1-9]\\d* larder=0$");
            assertThat(shop.metric("cache_gets_total{cache=\"article\",result=\"hit\"}"))
                    .isPositive();
            assertThat(shop.metric("cache_evictions_total{cache=\"article\"}")).isPositive();
        }
    }
}
