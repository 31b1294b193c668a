package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has been written of one subject. How many there were before the drive is not asked, but learned: a page that
 * shows n while no more than k have been sent proves that there were n - k before.
 */
final class History {
    private final boolean startsAtZero;
    private final List<Answered> answered = new ArrayList<>();
    private long before;
    private long sent;

    /** @param level how many had been written during the drive at this moment */
    private record Answered(long moment, long level) {}

    History(boolean startsAtZero) {
        this.startsAtZero = startsAtZero;
    }

    synchronized void adding() {
        sent++;
    }

    synchronized void added(AtomicLong moments) {
        answered.add(new Answered(moments.incrementAndGet(), level() + 1));
    }

    synchronized void reached(long number, AtomicLong moments) {
        answered.add(new Answered(moments.incrementAndGet(), Math.max(level(), number)));
    }

    /**
     * @param shown the number on a page that has just been read: teaches what was there before
     * @return the least that a page must show which was asked for at the moment {@code began}
     */
    synchronized long atLeast(long shown, long began) {
        if (!startsAtZero) {
            before = Math.max(before, shown - sent);
        }
        for (int i = answered.size() - 1; i >= 0; i--) {
            if (answered.get(i).moment() < began) {
                return before + answered.get(i).level();
            }
        }
        return before;
    }

    private long level() {
        return answered.isEmpty() ? 0 : answered.get(answered.size() - 1).level();
    }
}
