package dev.larder.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.value.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealSecretTest {
    private static final String SECRET = "sixteen bytes or more";

    @TempDir
    private Path temp;

    private static SafetySettings sealed(SafetySettings.Seal seal, Path file) {
        return new SafetySettings(
                seal, file == null ? null : file.toString(), SafetySettings.OnUnreachable.PROCEED, null);
    }

    @Test
    void nothing_is_needed_where_nothing_is_sealed() {
        SealSecret none = SealSecret.read(SafetySettings.DEFAULT, name -> {
            throw new AssertionError(name);
        });
        assertThat(none.sealing()).isSameAs(Sealing.NONE);
    }

    @Test
    void the_file_comes_before_the_environment_and_holds_the_previous_secret_in_its_second_line() throws IOException {
        Path file = Files.writeString(temp.resolve("secret"), SECRET + "\n the one before it, as long \n");
        SealSecret secret = SealSecret.read(sealed(SafetySettings.Seal.HMAC, file), name -> "of the environment");
        assertThat(secret.current()).isEqualTo(SECRET);
        assertThat(secret.previous()).isEqualTo("the one before it, as long");
        assertThat(secret.sealing().kind()).isEqualTo(Sealing.Kind.HMAC);
        assertThat(secret.toString()).doesNotContain(SECRET);
    }

    @Test
    void without_a_file_the_environment_tells() {
        Map<String, String> environment = Map.of("LARDER_SECRET", SECRET, "LARDER_SECRET_PREVIOUS", "");
        SealSecret secret = SealSecret.read(sealed(SafetySettings.Seal.AES_GCM, null), environment::get);
        assertThat(secret).isEqualTo(new SealSecret(SafetySettings.Seal.AES_GCM, SECRET, null));
        assertThat(secret.sealing().kind()).isEqualTo(Sealing.Kind.AES_GCM);
    }

    @Test
    void what_is_missing_unreadable_or_too_short_is_told_in_words() throws IOException {
        Path file = temp.resolve("secret");
        assertThatThrownBy(() -> SealSecret.read(sealed(SafetySettings.Seal.HMAC, null), name -> null))
                .hasMessageContaining("LARDER_SECRET");
        assertThatThrownBy(() -> SealSecret.read(sealed(SafetySettings.Seal.HMAC, file), name -> SECRET))
                .hasMessageContaining("can't be read");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> SealSecret.read(sealed(SafetySettings.Seal.HMAC, file), name -> SECRET))
                .hasMessageContaining("first line of " + file);
        Files.writeString(file, "short");
        assertThatThrownBy(() -> SealSecret.read(sealed(SafetySettings.Seal.HMAC, file), name -> null)
                        .sealing())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 bytes")
                .hasMessageNotContaining("short");
    }
}
