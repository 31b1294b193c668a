package dev.larder.console.command;

import dev.larder.console.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM tells of itself, as {@code GET /caches} of its agent answers.
 *
 * @param started when, in milliseconds
 * @param store URL without password
 * @param namespace of its keys there; empty where it doesn't tell
 * @param pending evictions that wait for the store
 * @param bypassed whether all caches are switched off
 */
record JvmWorth(
        String jvm,
        long pid,
        long started,
        String version,
        String store,
        String namespace,
        boolean storeUp,
        long pending,
        boolean bypassed,
        List<CacheWorth> caches) {

    JvmWorth {
        caches = List.copyOf(caches);
    }

    static JvmWorth of(@Nullable Object json) {
        Map<String, @Nullable Object> said = JsonReader.object(json);
        Map<String, @Nullable Object> store = JsonReader.object(said.get("store"));
        List<CacheWorth> caches = new ArrayList<>();
        for (Object cache : JsonReader.array(said.get("caches"))) {
            caches.add(CacheWorth.of(JsonReader.object(cache)));
        }
        return new JvmWorth(
                CacheWorth.text(said.get("jvm")),
                (long) CacheWorth.number(said.get("pid")),
                (long) CacheWorth.number(said.get("started")),
                CacheWorth.text(said.get("larder")),
                CacheWorth.text(store.get("url")),
                CacheWorth.text(store.get("namespace")),
                Boolean.TRUE.equals(store.get("up")),
                (long) CacheWorth.number(store.get("pendingEvictions")),
                Boolean.TRUE.equals(said.get("bypassed")),
                caches);
    }

    /** The same JVM, told of by another way or at another time. */
    boolean same(JvmWorth other) {
        return pid == other.pid && started == other.started && jvm.equals(other.jvm);
    }
}
