package dev.larder.engine.store.memory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What lies under one key: values and leases by field, each with its end as the ticker counts. Immutable: readers need no
 * lock, and a change is one reference.
 */
record Slot(
        Map<String, Timed> values,
        Map<String, Timed> leases,
        @Nullable State state) {

    static final Slot EMPTY = new Slot(Map.of(), Map.of(), null);

    /**
     * What is known of the key beside its values.
     *
     * @param stamp the number of its last eviction
     * @param end until when that has to be known; marks stand longer
     */
    record State(long stamp, Marks marks, long end) {}

    /** All that an eviction or a mark leaves. */
    static Slot left(State state) {
        return new Slot(Map.of(), Map.of(), state);
    }

    Slot withState(State next) {
        return new Slot(values, leases, next);
    }

    /** What a field costs beside its bytes, roughly: the map's entry, the record, the array's header. */
    private static final int FIELD = 120;

    /** Bytes of a value, or the token of a lease, until {@code end}. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Timed(byte[] bytes, long end) {
        boolean alive(long now) {
            return end - now > 0;
        }
    }

    byte @Nullable [] value(String field, long now) {
        Timed value = values.get(field);
        return value != null && value.alive(now) ? value.bytes() : null;
    }

    /** The token of whoever has the lease, null where nobody has. */
    byte @Nullable [] holder(String field, long now) {
        Timed lease = leases.get(field);
        return lease != null && lease.alive(now) ? lease.bytes() : null;
    }

    boolean holds(String field, byte[] token, long now) {
        Timed lease = leases.get(field);
        return lease != null && lease.alive(now) && Arrays.equals(lease.bytes(), token);
    }

    Slot withLease(String field, byte[] token, long end, long now) {
        Map<String, Timed> more = alive(leases, now);
        more.put(field, new Timed(token, end));
        return new Slot(alive(values, now), more, state);
    }

    /** The lease is given back with its value. */
    Slot withValue(String field, byte[] value, long end, long now) {
        Map<String, Timed> more = alive(values, now);
        more.put(field, new Timed(value, end));
        Map<String, Timed> fewer = alive(leases, now);
        fewer.remove(field);
        return new Slot(more, fewer, state);
    }

    /** Null where nothing is left. */
    @Nullable
    Slot withoutValue(String field, long now) {
        Map<String, Timed> fewer = alive(values, now);
        fewer.remove(field);
        return orNothing(fewer, alive(leases, now));
    }

    /** Null where nothing is left. */
    @Nullable
    Slot withoutLease(String field, long now) {
        Map<String, Timed> fewer = alive(leases, now);
        fewer.remove(field);
        return orNothing(alive(values, now), fewer);
    }

    private @Nullable Slot orNothing(Map<String, Timed> left, Map<String, Timed> held) {
        return left.isEmpty() && held.isEmpty() && state == null ? null : new Slot(left, held, state);
    }

    private static Map<String, Timed> alive(Map<String, Timed> all, long now) {
        Map<String, Timed> alive = new HashMap<>(all);
        alive.values().removeIf(timed -> !timed.alive(now));
        return alive;
    }

    /** When the last of it ends. */
    long end() {
        long end = state == null ? Long.MIN_VALUE : state.end();
        boolean any = state != null;
        for (Map<String, Timed> all : List.of(values, leases)) {
            for (Timed timed : all.values()) {
                // Differences, since the ticker's values may wrap
                end = !any || timed.end() - end > 0 ? timed.end() : end;
                any = true;
            }
        }
        return end;
    }

    int weight() {
        long weight = FIELD;
        for (Map<String, Timed> all : List.of(values, leases)) {
            for (Map.Entry<String, Timed> entry : all.entrySet()) {
                weight +=
                        FIELD + 2L * entry.getKey().length() + entry.getValue().bytes().length;
            }
        }
        return (int) Math.min(weight, Integer.MAX_VALUE / 2);
    }
}
