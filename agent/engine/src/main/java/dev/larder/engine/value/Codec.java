package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * Turns what one method returns into bytes and back, of the same classes, equal to what it was. Bound to one method of
 * one loaded class: only types in the closure of its declared return type, plus what the rule allows, pass in either
 * direction. Safe for use by many threads; keeps nothing per call or per thread.
 */
public interface Codec {

    /** Fingerprint of everything that the bytes depend on: another shape's bytes are never decoded. */
    long shape();

    /** Whether values may hold persistent entities (of JPA), which are detached copies once they are brought back. */
    default boolean holdsEntities() {
        return false;
    }

    /**
     * @throws RefusedException where the value can't be brought back faithfully; its message names class and field path
     */
    byte[] encode(@Nullable Object value) throws RefusedException;

    /**
     * @param bytes hostile until proven: lengths are bounded, types checked before they are resolved
     * @throws BadPayloadException where the bytes are not what {@link #encode} writes for this shape
     */
    @Nullable
    Object decode(byte[] bytes, int offset, int length) throws BadPayloadException;

    /** How the value comes out of what the method returns, and goes into it; null where it returns the value itself. */
    @Nullable
    Wrapper wrapper();

    /**
     * Whether no value can be changed, as far as the declared type proves it: then one object may be given to many callers,
     * where all others get copies of their own.
     */
    boolean sharable();
}
