package dev.larder.console.command;

import dev.larder.engine.SealSecret;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.store.Finding;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What guards the values in Redis against those who may write there, and what it means where nothing does. */
final class SealFinding {
    private SealFinding() {}

    static Finding of(SafetySettings safety, Function<String, @Nullable String> environment) {
        if (safety.seal() == SafetySettings.Seal.NONE) {
            return Finding.ok(
                    "values are not sealed: a checksum guards against accidents alone, and whoever may write to"
                            + " this Redis can have the application given values of their making; where that is more than the"
                            + " application itself, set seal: hmac and LARDER_SECRET");
        }
        String kind = safety.seal().name().toLowerCase(Locale.ROOT).replace('_', '-');
        try {
            SealSecret secret = SealSecret.read(safety, environment);
            secret.sealing();
            return Finding.ok("values are sealed with " + kind
                    + (secret.previous() == null ? "" : "; those of the secret before are still read"));
        } catch (IllegalArgumentException none) {
            return Finding.warning(
                    "values are to be sealed with " + kind + ", which can't be done here: " + none.getMessage(),
                    "see that each JVM has the secret: one that lacks it runs as if Larder were not there");
        }
    }
}
