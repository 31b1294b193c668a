package dev.larder.engine.coherence;

import dev.larder.engine.store.Targets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The loads that are under way in this JVM, at most one for each key and field that others may join. Who has waited for
 * one reads the store again, and so is never served what an eviction has overtaken; that evictions detach flights only
 * keeps callers from waiting in vain. Safe for use by many threads.
 */
final class Flights {

    private record Name(String key, String field) {}

    private final Map<Name, Flight> underWay = new ConcurrentHashMap<>();

    /** Null where the caller's own flight is the one that others join from now on. */
    @Nullable
    Flight join(String key, String field, Flight own) {
        return underWay.putIfAbsent(new Name(key, field), own);
    }

    /** It is over, whatever came of it. */
    void land(String key, String field, Flight flight) {
        underWay.remove(new Name(key, field), flight);
        flight.land();
    }

    /** Callers from now on don't wait for loads that began before. */
    void evicted(Targets targets) {
        if (underWay.isEmpty()) {
            return;
        }
        underWay.entrySet()
                .removeIf(entry -> targets.keys().contains(entry.getKey().key()) || carries(entry.getValue(), targets));
    }

    private static boolean carries(Flight flight, Targets targets) {
        for (String tag : flight.tags()) {
            if (targets.tags().contains(tag)) {
                return true;
            }
        }
        return false;
    }

    int size() {
        return underWay.size();
    }
}
