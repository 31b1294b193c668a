package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.Sealing;
import dev.larder.engine.value.ValueSettings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a value in the store. */
class StoredValueTest {
    private static final String FIELD = "login.login-1.2";
    private static final Duration TTL = Duration.ofMinutes(5);

    /** What is cached. */
    record Account(String name, String password) {}

    static Account login(String name, String password) {
        return new Account(name, password);
    }

    @TempDir
    private Path directory;

    private Rules rules;
    private Store store;

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(directory.resolve("rules.yaml"), """
                larder: 1
                store: { namespace: n, url: "memory:" }
                caches:
                  login:
                    method: "dev.larder.console.command.StoredValueTest#login(String name, String password)"
                    key: "login:{name}"
                    secret: [password]
                invalidations:
                  - { method: "dev.larder.console.command.StoredValueTest#save(String name)", evict: ["login:*"] }
                """);
        RuleReading reading = new RuleReader(new Variables(name -> null, name -> null), Map.of()).read(file);
        rules = ((RuleReading.Valid) reading).rules();
        StoreUse use = new StoreUse() {
            @Override
            public List<String> cacheTags() {
                return List.of();
            }

            @Override
            public Duration longestTtl() {
                return TTL;
            }
        };
        store = Stores.open(rules.store(), use, (command, nanos) -> {}, new Log(System.err, Log.Level.WARN));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** As a miss of the cached method stores it. */
    private StoredValue stored(boolean readable) throws Exception {
        Method method = StoredValueTest.class.getDeclaredMethod("login", String.class, String.class);
        KeyPlan plan = rules.caches()
                .get(0)
                .keyPlan(method, rules.invalidations().get(0).evict());
        String[] tags = plan.key(null, new Object[] {"ada", "pw"}).tags();
        Codec codec = new Codecs()
                .forMethod(
                        method,
                        StoredValueTest.class,
                        new ValueSettings(List.of(), ValueSettings.Lazy.REFUSE, false, 9999, readable));
        Lease lease = (Lease) store.lease("login:ada", FIELD, tags, TTL);
        byte[] envelope = new Envelope(Sealing.NONE)
                .write(
                        "login:ada",
                        codec.shape(),
                        lease.incarnation(),
                        1_700_000_000_000L,
                        0,
                        lease.generations(),
                        codec.encode(login("ada", "pw")));
        store.fill(lease, envelope, TTL, result -> {});
        return look();
    }

    private StoredValue look() throws Exception {
        byte[] bytes = store.inspection().value("login:ada", FIELD);
        assertThat(bytes).isNotNull();
        return StoredValue.of(rules, StoredValue.envelope(rules), store.inspection(), "login:ada", FIELD, bytes);
    }

    @Test
    void a_readable_value_is_shown_as_json_without_what_the_rule_calls_secret() throws Exception {
        StoredValue value = stored(true);

        assertThat(value.json())
                .contains("\"name\":\"ada\"", "\"password\":\"(secret)\"")
                .doesNotContain("pw");
        assertThat(value.cache()).isEqualTo("login");
        assertThat(value.created()).isEqualTo(1_700_000_000_000L);
        assertThat(value.served()).isTrue();
        assertThat(value.generations()).containsOnlyKeys("login:*", "@login").doesNotContainValue(0L);
    }

    @Test
    void a_value_that_is_not_readable_says_so() throws Exception {
        StoredValue value = stored(false);

        assertThat(value.json()).isNull();
        assertThat(value.unreadable()).contains("without readable: true");
        assertThat(value.served()).isTrue();
    }

    @Test
    void a_value_whose_tag_was_evicted_is_not_served_any_more() throws Exception {
        stored(true);
        store.evict(List.of(), List.of("login:*"));

        StoredValue value = look();

        assertThat(value.served()).isFalse();
        assertThat(value.why()).contains("evicted since");
    }

    @Test
    void bytes_that_are_no_value_are_told_for_what_they_are() throws Exception {
        byte[] foreign = "something else that somebody put there, long enough for a header".getBytes();

        StoredValue value =
                StoredValue.of(rules, StoredValue.envelope(rules), store.inspection(), "login:ada", FIELD, foreign);

        assertThat(value.served()).isFalse();
        assertThat(value.why()).isEqualTo("it is not written by Larder");
    }
}
