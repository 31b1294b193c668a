package dev.larder.engine.rule;

import org.jspecify.annotations.Nullable;

/**
 * How the store is guarded against others, and the application against the store's absence.
 *
 * @param secretFile path of the file that holds the secret; null: LARDER_SECRET
 * @param journal path of the file that keeps evictions which could not be sent; null: memory alone
 */
public record SafetySettings(
        Seal seal,
        @Nullable String secretFile,
        OnUnreachable onUnreachable,
        @Nullable String journal) {

    /** Nothing sealed, writes go on, no files. */
    public static final SafetySettings DEFAULT = new SafetySettings(Seal.NONE, null, OnUnreachable.PROCEED, null);

    /** How what lies in the store is guarded. */
    public enum Seal {
        /** By a checksum, against accidents alone. */
        NONE,
        HMAC,
        AES_GCM
    }

    /** What becomes of a write whose evictions can't be announced. */
    public enum OnUnreachable {
        /** It goes on, and the evictions are sent later. */
        PROCEED,
        FAIL
    }
}
