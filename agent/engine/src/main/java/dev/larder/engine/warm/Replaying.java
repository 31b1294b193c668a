package dev.larder.engine.warm;

import dev.larder.engine.metric.HotKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Remembered calls that are made again, one after the other and not too fast, the hottest first. Any thread may look on. */
final class Replaying {
    private static final int MOST_FAILURES = 10;

    private final List<Planned> planned;
    private final int rate;
    private final BooleanSupplier allowed;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Map<String, Integer> failures = new LinkedHashMap<>(); // guarded by this

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean ended;
    private volatile @Nullable String stopped;

    record Planned(RememberedMethod method, HotKeys.Call call) {}

    /**
     * @param rate calls a second at most
     * @param allowed asked before each call; where it says no, this ends
     */
    Replaying(List<Planned> planned, int rate, BooleanSupplier allowed) {
        List<Planned> sorted = new ArrayList<>(planned);
        sorted.sort(
                Comparator.comparingLong((Planned one) -> one.call().count()).reversed());
        this.planned = List.copyOf(sorted);
        this.rate = rate;
        this.allowed = allowed;
    }

    void start() {
        new ReplayThread(this::run).start();
    }

    private void run() {
        try {
            long start = System.nanoTime();
            for (int i = 0; i < planned.size(); i++) {
                // By the clock and not by a pause each: what takes long itself isn't slowed down further
                long due = start + TimeUnit.SECONDS.toNanos(i) / rate;
                if (cancelled.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)
                        || !allowed.getAsBoolean()) {
                    stopped = "stopped: the rules, the store or the switch of all caches have changed";
                    return;
                }
                make(planned.get(i));
            }
        } catch (InterruptedException wanted) {
            stopped = "interrupted by a call that was made again";
        } catch (RuntimeException | Error fault) {
            // Nobody's handler of uncaught exceptions is to hear of this thread
            stopped = "a fault of Larder's: " + fault.getClass().getName();
        } finally {
            ended = true;
        }
    }

    private void make(Planned next) {
        if (!next.method().rests()) {
            String wrong = next.method().replay(next.call().arguments().bytes());
            if (wrong != null) {
                failed.incrementAndGet();
                note(next.method().words() + ": " + wrong);
            }
        }
        done.incrementAndGet();
    }

    private synchronized void note(String failure) {
        if (failures.size() < MOST_FAILURES || failures.containsKey(failure)) {
            failures.merge(failure, 1, Integer::sum);
        }
    }

    void cancel() {
        cancelled.countDown();
    }

    boolean ended() {
        return ended;
    }

    int size() {
        return planned.size();
    }

    synchronized Warmth.Progress progress() {
        return new Warmth.Progress(
                !ended, done.get(), planned.size(), failed.get(), stopped, new LinkedHashMap<>(failures));
    }
}
