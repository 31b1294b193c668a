package dev.larder.engine.value;

import java.util.List;

/**
 * What a rule says of its values. Immutable.
 *
 * @param allow patterns of class names, for what the declared return type doesn't tell: {@code com.acme.dto.*}
 * @param lazy what becomes of what the ORM has yet to load
 * @param copyViews whether views of collections ({@code subList}, {@code keySet}) come back as plain copies of what they
 *     show; refused otherwise
 * @param maxBytes the most that one value may take, before compression
 * @param readable whether the bytes tell the names of fields, so that they can be shown without the application's classes
 */
public record ValueSettings(List<String> allow, Lazy lazy, boolean copyViews, int maxBytes, boolean readable) {

    /** What becomes of what the ORM has yet to load. Looking at a value never loads it. */
    public enum Lazy {
        /**
         * Refused while the session is open through which the method's caller could load it; else as {@link #DETACHED}.
         */
        BY_SESSION,
        REFUSE,
        /** Comes back not loaded and without a session, as any value does that outlives its session. */
        DETACHED
    }

    private static final int MAX_BYTES = 1 << 20;

    public static final ValueSettings DEFAULTS = new ValueSettings(List.of(), Lazy.BY_SESSION, false, MAX_BYTES, false);

    public ValueSettings {
        allow = List.copyOf(allow);
        if (maxBytes <= 0) {
            throw new IllegalArgumentException(maxBytes + " bytes are too few for any value");
        }
    }

    /** The defaults but for these patterns. */
    public static ValueSettings allowing(List<String> allow) {
        return new ValueSettings(allow, DEFAULTS.lazy, DEFAULTS.copyViews, DEFAULTS.maxBytes, DEFAULTS.readable);
    }
}
