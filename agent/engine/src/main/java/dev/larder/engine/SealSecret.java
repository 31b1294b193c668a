package dev.larder.engine;

import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.value.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The secret that values are sealed with, and the one before it while a fleet is changing over. From the rules' file, whose
 * first line is the one and whose second, if there is any, the other; else from the environment.
 */
public record SealSecret(
        SafetySettings.Seal seal,
        @Nullable String current,
        @Nullable String previous) {

    private static final String VARIABLE = "LARDER_SECRET";

    /** @throws IllegalArgumentException where there is none and the rules need one, in words; they hold no part of it */
    public static SealSecret read(SafetySettings safety, Function<String, @Nullable String> environment) {
        if (safety.seal() == SafetySettings.Seal.NONE) {
            return new SealSecret(SafetySettings.Seal.NONE, null, null);
        }
        String file = safety.secretFile();
        SealSecret found = file == null
                ? new SealSecret(
                        safety.seal(),
                        filled(environment.apply(VARIABLE)),
                        filled(environment.apply(VARIABLE + "_PREVIOUS")))
                : inFile(safety.seal(), file);
        if (found.current == null) {
            throw new IllegalArgumentException("store.seal needs a secret, and there is none: "
                    + (file == null
                            ? "set " + VARIABLE + ", or name a file with secret-file"
                            : "write it into the first line of " + file));
        }
        return found;
    }

    private static SealSecret inFile(SafetySettings.Seal seal, String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return new SealSecret(
                    seal,
                    lines.isEmpty() ? null : filled(lines.get(0)),
                    lines.size() < 2 ? null : filled(lines.get(1)));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("the secret-file " + file + " can't be read: " + unreadable, unreadable);
        }
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** @throws IllegalArgumentException where the secret is too short, in words */
    public Sealing sealing() {
        return current == null
                ? Sealing.NONE
                : Sealing.of(
                        seal == SafetySettings.Seal.HMAC ? Sealing.Kind.HMAC : Sealing.Kind.AES_GCM, current, previous);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SealSecret[" + seal + "]";
    }
}
