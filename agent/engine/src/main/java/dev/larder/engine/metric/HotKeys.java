package dev.larder.engine.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of one cache are asked for most, by a sketch of bounded size: where it is full, whoever was asked for least
 * gives way to the newcomer, which takes over its count as what may be too much of its own ("space saving"). Every miss is
 * noted, and one hit of sixteen, for as many. Safe for use by many threads; who would have to wait is not counted.
 */
public final class HotKeys {
    static final int CAPACITY = 512;

    private static final int HITS_A_SAMPLE = 16;

    /** So many calls later, what was hot before counts for half. */
    private static final long HALF_LIFE = 1 << 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, Entry> entries = new HashMap<>(); // guarded by lock
    private long calls; // guarded by lock

    /** Methods may share a key's text. */
    private record Place(String key, String method) {}

    /**
     * A key and how often it was asked for, by estimate.
     *
     * @param key as it stands in the store, what is secret as its hash
     */
    public record Hot(String key, long calls) {}

    /** A call's arguments as the value room writes them, of the closure of types that {@code shape} tells. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Arguments(byte[] bytes, long shape) {
        /** Of a call whose arguments can't be kept. */
        public static final Arguments NONE = new Arguments(new byte[0], 0);
    }

    /** What is known of one key. */
    public static final class Entry {
        private final String key;
        private final String method;
        private long count; // guarded by the sketch's lock
        private long excess; // guarded by the sketch's lock
        private volatile @Nullable Arguments arguments;

        private Entry(String key, String method, long excess) {
            this.key = key;
            this.method = method;
            this.count = excess;
            this.excess = excess;
        }

        public String key() {
            return key;
        }

        /** Null until they are known. */
        public @Nullable Arguments arguments() {
            return arguments;
        }

        public void arguments(Arguments known) {
            arguments = known;
        }
    }

    /** Whether this hit is to be noted. Costs a step of the thread's own random numbers. */
    public static boolean samples() {
        return ThreadLocalRandom.current().nextInt(HITS_A_SAMPLE) == 0;
    }

    /**
     * A hit that {@link #samples} has chosen.
     *
     * @return as of {@link #miss}
     */
    public @Nullable Entry hit(String key, String method) {
        return seen(key, method, HITS_A_SAMPLE);
    }

    /** @return the key's entry where its arguments are not known yet and worth knowing; null otherwise */
    public @Nullable Entry miss(String key, String method) {
        return seen(key, method, 1);
    }

    private @Nullable Entry seen(String key, String method, int weight) {
        if (!lock.tryLock()) {
            return null;
        }
        try {
            Place place = new Place(key, method);
            Entry entry = entries.get(place);
            if (entry == null) {
                entry = new Entry(key, method, entries.size() < CAPACITY ? 0 : giveWay());
                entries.put(place, entry);
            }
            entry.count += weight;
            calls += weight;
            if (calls >= HALF_LIFE) {
                calls = 0;
                entries.values().forEach(one -> {
                    one.count /= 2;
                    one.excess /= 2;
                });
            }
            // Most of those that come when it is full are never seen again: their arguments aren't worth writing
            boolean stays = entry.excess == 0 || entry.count - entry.excess > weight;
            return stays && entry.arguments == null ? entry : null;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the entry with the lowest count, and gives that. */
    private long giveWay() {
        Map.Entry<Place, Entry> least = null;
        for (Map.Entry<Place, Entry> each : entries.entrySet()) {
            if (least == null || each.getValue().count < least.getValue().count) {
                least = each;
            }
        }
        if (least == null) {
            return 0;
        }
        entries.remove(least.getKey());
        return least.getValue().count;
    }

    /** The hottest, of all methods of the cache; what was counted in place of others is left out. */
    public List<Hot> hottest(int most) {
        Map<String, Long> counts = new HashMap<>();
        lock.lock();
        try {
            entries.values().forEach(entry -> counts.merge(entry.key, entry.count - entry.excess, Long::sum));
        } finally {
            lock.unlock();
        }
        List<Hot> hottest = new ArrayList<>();
        counts.forEach((key, count) -> hottest.add(new Hot(key, count)));
        hottest.sort(Comparator.comparingLong(Hot::calls).reversed().thenComparing(Hot::key));
        return List.copyOf(hottest.subList(0, Math.min(most, hottest.size())));
    }

    /** A call that can be made again. */
    public record Call(String key, long count, Arguments arguments) {}

    /** The hottest calls of one method whose arguments of this shape are known. */
    public List<Call> calls(String method, long shape, int most) {
        List<Call> known = new ArrayList<>();
        lock.lock();
        try {
            for (Entry entry : entries.values()) {
                Arguments arguments = entry.arguments;
                if (arguments != null
                        && arguments.shape() == shape
                        && entry.method.equals(method)
                        && arguments.bytes().length > 0) {
                    known.add(new Call(entry.key, entry.count - entry.excess, arguments));
                }
            }
        } finally {
            lock.unlock();
        }
        known.sort(Comparator.comparingLong(Call::count).reversed().thenComparing(Call::key));
        return List.copyOf(known.subList(0, Math.min(most, known.size())));
    }
}
