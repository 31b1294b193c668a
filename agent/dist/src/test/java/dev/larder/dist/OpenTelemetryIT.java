package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.larder.engine.store.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both agents at work in one JVM: OpenTelemetry's makes spans of the application, and of the application alone. */
class OpenTelemetryIT {
    private static final Path OTHER =
            Path.of("target/agents/opentelemetry-javaagent.jar").toAbsolutePath();

    private final RedisServer redis = RedisServer.start();

    @BeforeEach
    void it_is_there() {
        assumeThat(OTHER).as("OpenTelemetry's agent, which the build fetches").exists();
    }

    @AfterEach
    void end() {
        redis.close();
    }

    /** Every command of the shop's user is a span. */
    private ForkedJvm shop(boolean larderFirst) {
        ForkedJvm.Start java = ForkedJvm.of(Jdk.own()).environment("SHOP_STORE", redis.url());
        String rules = ForkedJvm.rules("shop.yaml").toString();
        if (larderFirst) {
            java.agent(rules);
        }
        java.option("-javaagent:" + OTHER)
                .option("-Dotel.traces.exporter=console")
                .option("-Dotel.metrics.exporter=none")
                .option("-Dotel.logs.exporter=none")
                .option("-Dotel.bsp.schedule.delay=50")
                .option("-Dotel.instrumentation.methods.include=shop.ShopMain[answer]");
        if (!larderFirst) {
            java.agent(rules);
        }
        ForkedJvm shop = java.shop();
        shop.awaitStore();
        return shop;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_applications_calls_are_spans_with_what_became_of_them_and_Larders_commands_are_none(boolean larderFirst) {
        try (ForkedJvm shop = shop(larderFirst)) {
            assertThat(shop.say("find 1")).endsWith("loads=1");
            Awaitility.await().until(() -> shop.metric("cache_puts_total{cache=\"article\"}") == 1);
            assertThat(shop.say("find 1")).endsWith("loads=1");
            assertThat(shop.say("save 1 cake")).isEqualTo("saved");
            assertThat(shop.say("find 1")).isEqualTo("1 cake [c] loads=2");
            assertThat(shop.exit()).isZero();

            List<String> spans = shop.errors().stream()
                    .filter(line -> line.contains("LoggingSpanExporter"))
                    .toList();
            assertThat(spans)
                    .allMatch(span -> span.contains("'ShopMain.answer'"))
                    .satisfiesExactly(
                            miss -> assertThat(miss).contains("larder.cache=article", "larder.outcome=miss"),
                            hit -> assertThat(hit).contains("larder.cache=article", "larder.outcome=hit"),
                            save -> assertThat(save).doesNotContain("larder."),
                            miss -> assertThat(miss).contains("larder.outcome=miss"));
        }
    }
}
