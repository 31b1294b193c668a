package dev.larder.engine.value;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How values are guarded against whoever can write to the store, or read it. Immutable; what it was made from doesn't leave
 * it. For any thread.
 *
 * <p>While a secret is being replaced a fleet has two: every JVM writes with its current one and reads with both, so that
 * first each JVM gets the new one as its previous, then as its current, and in the end the old one goes.
 */
public final class Sealing {
    /** A secret has to be at least this long, in bytes. */
    public static final int LEAST_SECRET = 16;

    /** Values carry a checksum, against accidents only. Sealed ones are not read. */
    public static final Sealing NONE = new Sealing(Kind.NONE, null, null);

    /** What a seal does. */
    public enum Kind {
        NONE,
        /** HMAC-SHA256: nobody without the secret can make or change a value, or move it to another key. */
        HMAC,
        /** AES-256-GCM: nor read one. */
        AES_GCM
    }

    private final Kind kind;
    private final @Nullable SealKeys current;
    private final @Nullable SealKeys previous;

    private Sealing(Kind kind, @Nullable SealKeys current, @Nullable SealKeys previous) {
        this.kind = kind;
        this.current = current;
        this.previous = previous;
    }

    /**
     * @param secret what all JVMs of the fleet share; the keys are derived from it
     * @param previous another that is still taken when reading, null for none
     * @throws IllegalArgumentException where a secret is shorter than {@link #LEAST_SECRET}; the message has no part of it
     */
    public static Sealing of(Kind kind, String secret, @Nullable String previous) {
        return kind == Kind.NONE ? NONE : new Sealing(kind, keys(secret), previous == null ? null : keys(previous));
    }

    private static SealKeys keys(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_SECRET) {
            throw new IllegalArgumentException("the secret has " + bytes.length + " bytes; give it at least "
                    + LEAST_SECRET + ", from openssl rand -base64 32 for one");
        }
        return SealKeys.of(bytes);
    }

    public Kind kind() {
        return kind;
    }

    SealKeys current() {
        if (current == null) {
            throw new IllegalStateException("nothing is sealed");
        }
        return current;
    }

    /** Null where the keys with this number are not known here. */
    @Nullable
    SealKeys withNumber(int number) {
        if (current != null && current.number() == number) {
            return current;
        }
        return previous != null && previous.number() == number ? previous : null;
    }
}
