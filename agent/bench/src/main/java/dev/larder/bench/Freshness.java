package dev.larder.bench;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares what pages show with the writes that had been answered before the page was asked for. A write that is
 * still under way may show or not. Safe for use by many threads.
 */
final class Freshness {
    private final ConcurrentMap<Subject, History> histories = new ConcurrentHashMap<>();

    /** Numbers the moments at which writes were answered and reads began. */
    private final AtomicLong moments = new AtomicLong();

    /**
     * A page that showed less than had been written.
     *
     * @param read the moment at which it was asked for, which no other read has
     */
    record Older(long read, String path, Subject subject, long shown, long written) {
        @Override
        public String toString() {
            return path + " showed " + shown + " as the " + subject + ", when " + written
                    + " had been answered before it was asked for";
        }
    }

    /** To be called before one more of the subject is sent. */
    void adding(Subject subject) {
        history(subject).adding();
    }

    /** To be called after what {@link #adding} announced has been answered. */
    void added(Subject subject) {
        history(subject).added(moments);
    }

    /** To be called after a write that set the subject's number has been answered. */
    void reached(Subject subject, long number) {
        history(subject).reached(number, moments);
    }

    /** @return the moment, for {@link #olderOn}: to be called before the request is sent */
    long beginRead() {
        return moments.incrementAndGet();
    }

    /** @param began what {@link #beginRead} gave */
    List<Older> olderOn(String path, String page, long began) {
        return Sightings.on(path, page).stream()
                .map(sighting -> {
                    long written = history(sighting.subject()).atLeast(sighting.number(), began);
                    return new Older(began, path, sighting.subject(), sighting.number(), written);
                })
                .filter(older -> older.shown() < older.written())
                .toList();
    }

    private History history(Subject subject) {
        return histories.computeIfAbsent(subject, key -> new History(key.count() == Subject.Count.EDITS));
    }
}
