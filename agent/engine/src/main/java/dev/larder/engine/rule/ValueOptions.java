package dev.larder.engine.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which values a cache keeps, and in which form.
 *
 * @param allow class name patterns that values may hold beyond the closure of the method's return type
 * @param lazy null: decided by whether the session is still open when the value is looked at
 * @param maxBytes null: the default of the value room
 * @param readable whether they tell their fields' names, to be shown without the application
 */
public record ValueOptions(
        List<String> allow,
        @Nullable Lazy lazy,
        Views views,
        @Nullable Integer maxBytes,
        boolean readable) {

    /** What becomes of uninitialised ORM state. */
    public enum Lazy {
        REFUSE,
        /** It stays uninitialised, as after the end of its session. */
        DETACHED
    }

    /** What becomes of sub-lists, key sets and other views of collections. */
    public enum Views {
        REFUSE,
        /** A plain collection with the same elements. */
        COPY
    }

    public ValueOptions {
        allow = List.copyOf(allow);
    }
}
