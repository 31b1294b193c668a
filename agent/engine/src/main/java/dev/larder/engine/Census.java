package dev.larder.engine;

import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What lies in the store, cache by cache: entries counted, bytes and lives of a sample.
 *
 * @param caches by name
 * @param complete false where time ran out first: the counts are lower bounds then
 */
public record Census(Map<String, Share> caches, boolean complete) {
    /** Keys of a cache whose size and life are looked at: more would tell little more, and cost Redis more. */
    private static final int SAMPLE = 200;

    public Census {
        caches = new LinkedHashMap<>(caches);
    }

    /**
     * One cache's part.
     *
     * @param entries values that are stored, valid or not
     * @param bytes that they take together, by a sample; 0 where the store doesn't tell
     * @param ttlMillis the shortest, the middle and the longest time that entries of the sample have left; empty where
     *     there are none
     */
    public record Share(long entries, long bytes, List<Long> ttlMillis) {
        public Share {
            ttlMillis = List.copyOf(ttlMillis);
        }
    }

    /**
     * Goes through all keys.
     *
     * @param patience after which it ends, with what is known by then
     */
    public static Census take(Inspection inspection, Duration patience) throws StoreException {
        long end = System.nanoTime() + patience.toNanos();
        Map<String, Tally> tallies = new TreeMap<>();
        boolean[] complete = {true};
        inspection.keys("*", keys -> {
            for (Inspection.Outline outline : inspection.outlines(keys, false)) {
                for (String field : outline.fields()) {
                    tallies.computeIfAbsent(cacheOf(field), name -> new Tally()).add(outline);
                }
            }
            complete[0] = System.nanoTime() - end < 0;
            return complete[0];
        });
        Map<String, Share> shares = new LinkedHashMap<>();
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            shares.put(entry.getKey(), entry.getValue().share(inspection));
        }
        return new Census(shares, complete[0]);
    }

    /** The cache that a field of a key's hash belongs to: {@code post/com.acme.Other.find-1c2d3e4f.5a6b} is of post. */
    public static String cacheOf(String field) {
        int shape = field.lastIndexOf('.');
        int method = shape < 0 ? -1 : field.lastIndexOf('.', shape - 1);
        String rest = method < 0 ? field : field.substring(0, method);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** Counts, and keeps a sample that every entry had the same chance to come into. */
    private static final class Tally {
        private final List<Inspection.Outline> sample = new ArrayList<>();
        private long entries;

        void add(Inspection.Outline outline) {
            entries++;
            if (sample.size() < SAMPLE) {
                sample.add(outline);
            } else {
                long at = ThreadLocalRandom.current().nextLong(entries);
                if (at < SAMPLE) {
                    sample.set((int) at, outline);
                }
            }
        }

        Share share(Inspection inspection) throws StoreException {
            List<String> keys = sample.stream().map(Inspection.Outline::key).toList();
            double bytes = 0;
            for (Inspection.Outline outline : inspection.outlines(keys, true)) {
                bytes += (double) outline.bytes() / Math.max(1, outline.fields().size());
            }
            long[] lives = sample.stream()
                    .mapToLong(Inspection.Outline::ttlMillis)
                    .sorted()
                    .toArray();
            return new Share(
                    entries,
                    Math.round(bytes / Math.max(1, sample.size()) * entries),
                    lives.length == 0
                            ? List.of()
                            : Arrays.asList(lives[0], lives[lives.length / 2], lives[lives.length - 1]));
        }
    }
}
