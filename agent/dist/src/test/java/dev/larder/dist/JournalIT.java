package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that is killed while it can't reach Redis, and the next one, on every JDK found. */
@ParameterizedClass
@MethodSource("jdks")
class JournalIT {
    private final Jdk jdk;
    private final RedisServer redis = RedisServer.start();
    private final FaultyProxy proxy = FaultyProxy.to(redis.port());

    @TempDir
    private Path directory;

    JournalIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @AfterEach
    void end() {
        proxy.close();
        redis.close();
    }

    private ForkedJvm shop(Path rules) {
        ForkedJvm shop = ForkedJvm.of(jdk)
                .agent(rules.toString())
                .environment("SHOP_STORE", proxy.url())
                .shop();
        shop.awaitStore();
        return shop;
    }

    private ForkedJvm killedAfterAWriteThatNobodyHeardOf(Path rules) {
        ForkedJvm shop = shop(rules);
        shop.say("find 1");
        Awaitility.await().until(() -> shop.metric("cache_puts_total{cache=\"article\"}") == 1);
        proxy.refuse(true);
        proxy.cut();
        Awaitility.await().until(() -> shop.metric("larder_store_up") == 0);
        assertThat(shop.say("save 1 cake")).isEqualTo("saved");
        return shop;
    }

    @Test
    void what_a_killed_jvm_could_not_evict_the_next_one_evicts_before_it_reads() throws IOException {
        Path journal = directory.resolve("larder.journal");
        Path rules = directory.resolve("rules.yaml");
        Files.writeString(
                rules,
                Files.readString(ForkedJvm.rules("shop.yaml"))
                        .replace("seal:", "journal: \"" + journal.toString().replace("\\", "/") + "\", seal:"));
        // SIGKILL: nothing of the JVM's own runs any more
        killedAfterAWriteThatNobodyHeardOf(rules).close();
        assertThat(Files.readString(journal)).contains("article:1");
        proxy.refuse(false);
        try (ForkedJvm next = shop(rules)) {
            assertThat(next.say("find 1")).endsWith("loads=1");
            next.awaitError("holds evictions that could not be sent");
            assertThat(Files.readAllLines(journal)).hasSize(1);
        }
    }

    @Test
    void without_a_journal_the_next_one_serves_it() {
        Path rules = ForkedJvm.rules("shop.yaml");
        killedAfterAWriteThatNobodyHeardOf(rules).close();
        proxy.refuse(false);
        try (ForkedJvm next = shop(rules)) {
            assertThat(next.say("find 1")).endsWith("loads=0");
        }
    }
}
