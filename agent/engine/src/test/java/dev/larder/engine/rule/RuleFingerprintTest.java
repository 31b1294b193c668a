package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleFingerprintTest {
    private static final String POST = "  post: { method: a.B#find(long id), key: \"post:{id}\", ttl: 5m }\n";
    private static final String LIST = "  list: { method: a.B#list(int page), key: \"posts:{page}\" }\n";
    private static final String SAVE = "  - { method: a.B#save(long id), evict: [\"post:{id}\", \"posts:*\"] }\n";

    @TempDir
    private Path directory;

    private RuleFingerprint of(String caches, String invalidations) throws IOException {
        Path file = Files.writeString(
                directory.resolve("rules.yaml"),
                "larder: 1\nstore: { namespace: blog }\ncaches:\n" + caches + "invalidations:\n" + invalidations);
        return RuleFingerprint.of(Rulings.valid(file).rules());
    }

    @Test
    void what_decides_no_key_and_no_tag_makes_no_difference() throws IOException {
        RuleFingerprint rules = of(POST + LIST, SAVE);
        assertThat(of(LIST + POST, SAVE)).isEqualTo(rules);
        assertThat(of(POST.replace("5m", "10m") + LIST, SAVE)).isEqualTo(rules);
        assertThat(of(
                        POST + LIST,
                        SAVE.replace("save(long id)", "store(long post)").replace("{id}", "{post}")))
                .isEqualTo(rules);
        assertThat(of(POST + LIST, SAVE.replace("{ method", "{ enabled: false, method")))
                .isEqualTo(rules);
    }

    @Test
    void a_pattern_more_a_key_or_a_secret_make_one() throws IOException {
        RuleFingerprint rules = of(POST + LIST, SAVE);
        RuleFingerprint pattern = of(POST + LIST, SAVE.replace("\"posts:*\"", "\"posts:*\", \"post:*\""));
        assertThat(pattern.all()).isNotEqualTo(rules.all());
        assertThat(pattern.caches()).isEqualTo(rules.caches());

        RuleFingerprint key = of(POST + LIST.replace("posts:{page}", "posts:{page}:x"), SAVE);
        assertThat(key.all()).isNotEqualTo(rules.all());
        assertThat(key.caches().get("@post")).isEqualTo(rules.caches().get("@post"));
        assertThat(key.caches().get("@list")).isNotEqualTo(rules.caches().get("@list"));

        assertThat(of(POST.replace("ttl: 5m", "secret: [id]") + LIST, SAVE)
                        .caches()
                        .get("@post"))
                .isNotEqualTo(rules.caches().get("@post"));
        assertThat(of(POST, SAVE).all()).isNotEqualTo(rules.all());
    }
}
