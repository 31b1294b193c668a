package dev.larder.bench;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How long requests took, by kind, in nanoseconds; each is kept, so that percentiles are exact. For one thread. */
final class Latencies {
    private final Map<RequestKind, Samples> kinds = new EnumMap<>(RequestKind.class);

    void add(RequestKind kind, long nanos) {
        kinds.computeIfAbsent(kind, k -> new Samples()).add(nanos);
    }

    void addAll(Latencies others) {
        others.kinds.forEach((kind, samples) -> {
            for (int i = 0; i < samples.size; i++) {
                add(kind, samples.nanos[i]);
            }
        });
    }

    long count(RequestKind kind) {
        Samples samples = kinds.get(kind);
        return samples == null ? 0 : samples.size;
    }

    long count() {
        return kinds.values().stream().mapToLong(samples -> samples.size).sum();
    }

    /**
     * @param share 0.5 for the median
     * @return the smallest time that at least this share of the requests did not exceed; 0 if there were none
     */
    long percentile(RequestKind kind, double share) {
        Samples samples = kinds.get(kind);
        return samples == null ? 0 : samples.percentile(share);
    }

    private static final class Samples {
        private long[] nanos = new long[256];
        private int size;

        void add(long value) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, size * 2);
            }
            nanos[size++] = value;
        }

        long percentile(double share) {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return sorted[Math.max(0, (int) Math.ceil(share * size) - 1)];
        }
    }
}
