package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.store.Finding;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealFindingTest {
    private static final String SECRET = "sixteen bytes and some more";

    private static Finding found(SafetySettings.Seal seal, Map<String, String> environment) {
        return SealFinding.of(
                new SafetySettings(seal, null, SafetySettings.OnUnreachable.PROCEED, null), environment::get);
    }

    @Test
    void without_a_secret_it_says_what_that_means() {
        Finding finding = found(SafetySettings.Seal.NONE, Map.of());
        assertThat(finding.level()).isEqualTo(Finding.Level.OK);
        assertThat(finding.what())
                .contains("not sealed", "against accidents alone", "whoever may write to this Redis", "LARDER_SECRET");
    }

    @Test
    void a_secret_that_is_there_is_told_of_and_not_told() {
        Finding one = found(SafetySettings.Seal.HMAC, Map.of("LARDER_SECRET", SECRET));
        assertThat(one.level()).isEqualTo(Finding.Level.OK);
        assertThat(one.what()).isEqualTo("values are sealed with hmac");
        Finding two = found(
                SafetySettings.Seal.AES_GCM,
                Map.of("LARDER_SECRET", SECRET, "LARDER_SECRET_PREVIOUS", SECRET + " before"));
        assertThat(two.what()).isEqualTo("values are sealed with aes-gcm; those of the secret before are still read");
    }

    @Test
    void a_secret_that_is_missing_or_too_short_is_a_warning_with_what_follows_from_it() {
        Finding none = found(SafetySettings.Seal.HMAC, Map.of());
        assertThat(none.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(none.what()).contains("set LARDER_SECRET");
        assertThat(none.todo()).contains("runs as if Larder were not there");
        Finding little = found(SafetySettings.Seal.HMAC, Map.of("LARDER_SECRET", "little"));
        assertThat(little.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(little.what()).doesNotContain("little");
    }
}
