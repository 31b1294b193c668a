package dev.larder.bench.history;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * When each JVM had let a write go on that it could not announce, and had not caught up yet, by its own figures: the window
 * that {@code docs/coherence.md} names for {@code on-unreachable: proceed}. Looks again and again, on a thread of its own;
 * a window is taken to be as long as the looks around it.
 */
final class Windows implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    // Longer than the budget: an eviction under way fails that much later, and is pending only then
    private static final int QUIET = 6;

    private record Window(String jvm, long from, long to) {}

    /** What the last look at one JVM has found. */
    private static final class Look {
        private double unannounced;
        private long moment = System.nanoTime();
        private long from;
        private int quiet = QUIET;
    }

    private final Supplier<List<HistoryJvm>> jvms;
    private final Map<HistoryJvm, Look> looks = new HashMap<>();
    private final List<Window> windows = new ArrayList<>();
    private final Thread thread = new Thread(this::look, "windows");
    private volatile boolean over;

    Windows(Supplier<List<HistoryJvm>> jvms) {
        this.jvms = jvms;
    }

    void start() {
        thread.start();
    }

    private void look() {
        while (!over) {
            for (HistoryJvm jvm : jvms.get()) {
                try {
                    look(jvm, looks.computeIfAbsent(jvm, key -> new Look()));
                } catch (UncheckedIOException gone) {
                    // killed
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private void look(HistoryJvm jvm, Look last) {
        long moment = System.nanoTime();
        double unannounced = jvm.metric("larder_unannounced_total");
        boolean open = unannounced > last.unannounced || jvm.metric("larder_evictions_pending") > 0;
        if (open && last.quiet == QUIET) {
            last.from = last.moment;
        }
        if (open) {
            last.quiet = 0;
        } else if (last.quiet < QUIET && ++last.quiet == QUIET) {
            windows.add(new Window(jvm.name(), last.from, System.nanoTime()));
        }
        last.unannounced = unannounced;
        last.moment = moment;
    }

    /** Whether it is in a window that a read has missed a change. To be asked once it is closed. */
    boolean hold(VersionHistory.Event missed, VersionHistory.Event read) {
        return windows.stream()
                .anyMatch(window -> missed.source().startsWith(window.jvm() + "-")
                        && missed.end() >= window.from()
                        && missed.start() <= window.to()
                        && read.start() <= window.to());
    }

    /** Returns when all that were open are closed, or after the last look. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        looks.forEach((jvm, last) -> {
            if (last.quiet < QUIET) {
                windows.add(new Window(jvm.name(), last.from, System.nanoTime()));
            }
        });
    }
}
