package dev.larder.engine.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A look into a store by people and their tools, never on an application's call: it may take seconds. It changes nothing.
 * Keys come without the namespace. Any thread.
 */
public interface Inspection {

    /** Told of keys as they are found. */
    @FunctionalInterface
    interface Finder {

        /** @return false where that is enough */
        boolean found(List<String> keys) throws StoreException;
    }

    /**
     * Goes through the keys, a batch at a time and others' commands in between. A key may come twice, and one that comes
     * or goes meanwhile may be left out. Keys that hold no value come too: leases, and what tells of an eviction.
     *
     * @param glob what their text has to be like: {@code *} any characters, {@code ?} one, {@code [ab]} one of these,
     *     {@code \} takes the meaning from the next
     */
    void keys(String glob, Finder finder) throws StoreException;

    /**
     * What lies under a key, without the values.
     *
     * @param fields that hold a value: one for each cache, class and shape that share the key
     * @param leased whether somebody has the right to fill one of them
     * @param ttlMillis until it goes by itself; negative where it has gone
     * @param bytes that it takes in the store; 0 where they weren't asked for, or the store doesn't tell
     */
    record Outline(String key, List<String> fields, boolean leased, long ttlMillis, long bytes) {
        public Outline {
            fields = List.copyOf(fields);
        }

        /** Whether evicting the key would take anything away. */
        public boolean holdsAnything() {
            return leased || !fields.isEmpty();
        }
    }

    /** One for each key, in the same order. */
    List<Outline> outlines(List<String> keys, boolean measured) throws StoreException;

    /** The bytes of a value, null where there are none. */
    byte @Nullable [] value(String key, String field) throws StoreException;

    /** The generations of tags as they are now, 0 where a tag has none. */
    long[] generations(List<String> tags) throws StoreException;

    /** What the store says of itself, as Redis does in INFO; empty where there is nothing to say. */
    Map<String, String> server() throws StoreException;

    /** Which life of which server answers: values of another one are not served. */
    long incarnation() throws StoreException;
}
