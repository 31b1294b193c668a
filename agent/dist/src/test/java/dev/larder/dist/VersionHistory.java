package dev.larder.dist;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What several JVMs have read and changed, and when, by the clock that all processes of a machine share. Checks the
 * promise: no read is older than the newest change that had returned before it began.
 */
final class VersionHistory {

    /** @param source of whom, for a person */
    private record Event(String source, long row, long start, long end, long version) {}

    /**
     * What came out.
     *
     * @param behind by how long the worst of the stale reads began after a change had returned that it has not seen
     * @param missed how many stale reads have missed changes of whom
     */
    record Verdict(long reads, long changes, long stale, long behind, Map<String, Integer> missed) {}

    private final List<Event> reads = new ArrayList<>();
    private final Map<Long, List<Event>> changes = new HashMap<>();

    void add(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                long row = in.readLong();
                add(
                        file.getFileName().toString(),
                        row < 0 ? -1 - row : row,
                        row < 0,
                        in.readLong(),
                        in.readLong(),
                        in.readLong());
            }
        } catch (EOFException end) {
            // all was read
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void add(String source, long row, boolean change, long start, long end, long version) {
        Event event = new Event(source, row, start, end, version);
        if (change) {
            changes.computeIfAbsent(row, key -> new ArrayList<>()).add(event);
        } else {
            reads.add(event);
        }
    }

    Verdict check() {
        // By their ends, each with the newest version that had been returned by then
        Map<Long, List<Event>> newest = new HashMap<>();
        changes.forEach((row, all) -> {
            List<Event> byEnd = new ArrayList<>(all);
            byEnd.sort(Comparator.comparingLong(Event::end));
            List<Event> reached = new ArrayList<>();
            long version = 0;
            for (Event change : byEnd) {
                if (change.version() > version) {
                    version = change.version();
                    reached.add(change);
                }
            }
            newest.put(row, reached);
        });
        long stale = 0;
        long behind = 0;
        Map<String, Integer> missedOf = new TreeMap<>();
        for (Event read : reads) {
            Event missed = missed(newest.getOrDefault(read.row(), List.of()), read);
            if (missed != null) {
                stale++;
                missedOf.merge(missed.source(), 1, Integer::sum);
                behind = Math.max(behind, read.start() - missed.end());
            }
        }
        return new Verdict(
                reads.size(), changes.values().stream().mapToLong(List::size).sum(), stale, behind, missedOf);
    }

    /** The first change that had returned before the read began, and that the read has not seen. */
    private static Event missed(List<Event> reached, Event read) {
        int low = 0;
        int high = reached.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reached.get(middle).version() > read.version()) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < reached.size() && reached.get(low).end() < read.start() ? reached.get(low) : null;
    }
}
