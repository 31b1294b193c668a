package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of some visitors' steps.
 *
 * @param comparedPages how many pages were compared with the writes before them
 */
record Visits(Latencies latencies, long comparedPages, List<Freshness.Older> older, List<String> failures) {

    static Visits all(List<Visits> visits) {
        Latencies latencies = new Latencies();
        List<Freshness.Older> older = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long compared = 0;
        for (Visits some : visits) {
            latencies.addAll(some.latencies);
            older.addAll(some.older);
            failures.addAll(some.failures);
            compared += some.comparedPages;
        }
        return new Visits(latencies, compared, List.copyOf(older), List.copyOf(failures));
    }

    /** A page counts once, however much of it was older. */
    long olderPages() {
        return older.stream().map(Freshness.Older::read).distinct().count();
    }
}
