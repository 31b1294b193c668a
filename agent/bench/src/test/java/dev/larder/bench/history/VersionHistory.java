package dev.larder.bench.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import versions.Diary;

/**
 * What several JVMs have read and changed, and when, by the clock that all processes of a machine share. Checks the
 * promise: no read is older than the newest change that had returned before it began. And that no read has seen what was
 * never there: a version can't be newer than all changes of its row that had begun before the read ended, each of which
 * counts by one.
 *
 * <p>A change of which nobody knows what became of it, since its commit threw or its JVM was killed, may be seen and may
 * be missed. Changes are kept in memory, reads are gone through twice on disk.
 */
final class VersionHistory {

    /** @param source of whom, for a person */
    record Event(String source, int row, long start, long end, long version) {}

    /** Told of every read, in no particular order. */
    interface Judge {

        /**
         * @param missed the first change that had returned before the read began, and that it has not seen; null for none
         * @param invented whether it has seen what was never there
         */
        void read(Event read, Event missed, boolean invented);
    }

    private final long[] base;
    private final List<Path> diaries = new ArrayList<>();
    private final List<List<Event>> changes = new ArrayList<>();
    private final List<List<Long>> begun = new ArrayList<>();
    private long changed;
    private long perhaps;

    /** @param base how often each row had been changed before */
    VersionHistory(long[] base) {
        this.base = base.clone();
        for (int row = 0; row < base.length; row++) {
            changes.add(new ArrayList<>());
            begun.add(new ArrayList<>());
        }
    }

    void add(Path diary) {
        diaries.add(diary);
        each(diary, (kind, event) -> {
            switch (kind) {
                case CHANGED -> changed(event);
                case PERHAPS_CHANGED -> perhapsChanged(event.row(), event.start());
                default -> {}
            }
        });
    }

    void changed(Event change) {
        changes.get(change.row()).add(change);
        begun.get(change.row()).add(change.start());
        changed++;
    }

    void perhapsChanged(int row, long start) {
        begun.get(row).add(start);
        perhaps++;
    }

    long changed() {
        return changed;
    }

    long perhaps() {
        return perhaps;
    }

    /** Goes through all reads of the diaries. */
    void check(Judge judge) {
        Checker checker = new Checker();
        for (Path diary : diaries) {
            each(diary, (kind, event) -> {
                if (kind == Diary.Kind.READ) {
                    checker.check(event, judge);
                }
            });
        }
    }

    Checker checker() {
        return new Checker();
    }

    /** All changes, in order. */
    final class Checker {
        // By their ends, each with the newest version that had been returned by then
        private final List<List<Event>> reached = new ArrayList<>();
        private final long[][] starts = new long[base.length][];

        private Checker() {
            for (int row = 0; row < base.length; row++) {
                List<Event> byEnd = new ArrayList<>(changes.get(row));
                byEnd.sort(Comparator.comparingLong(Event::end));
                List<Event> newest = new ArrayList<>();
                long version = base[row];
                for (Event change : byEnd) {
                    if (change.version() > version) {
                        version = change.version();
                        newest.add(change);
                    }
                }
                reached.add(newest);
                starts[row] = begun.get(row).stream()
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
            }
        }

        void check(Event read, Judge judge) {
            judge.read(read, missed(reached.get(read.row()), read), invented(read));
        }

        private boolean invented(Event read) {
            long[] of = starts[read.row()];
            int at = Arrays.binarySearch(of, read.end());
            int before = at < 0 ? -at - 1 : at + 1;
            return read.version() > base[read.row()] + before;
        }
    }

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

    private interface Entries {
        void entry(Diary.Kind kind, Event event);
    }

    private static void each(Path diary, Entries entries) {
        String source = diary.getFileName().toString();
        Diary.Kind[] kinds = Diary.Kind.values();
        try (FileChannel file = FileChannel.open(diary, StandardOpenOption.READ)) {
            LongBuffer all =
                    file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()).asLongBuffer();
            for (int at = 0; at + Diary.NUMBERS <= all.limit() && all.get(at) != 0; at += Diary.NUMBERS) {
                long head = all.get(at);
                entries.entry(
                        kinds[(int) (head >>> 32)],
                        new Event(source, (int) head, all.get(at + 1), all.get(at + 2), all.get(at + 3)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
