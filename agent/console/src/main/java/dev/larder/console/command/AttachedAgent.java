package dev.larder.console.command;

import dev.larder.console.RunningAgents;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether an agent is in a JVM, by the file that it leaves: what its start answers, no JVM tells another. */
final class AttachedAgent {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 50;

    private AttachedAgent() {}

    /** Null where there is none. */
    static RunningAgents.@Nullable Found of(long pid) {
        return new RunningAgents()
                .find().stream().filter(found -> found.pid() == pid).findFirst().orElse(null);
    }

    static RunningAgents.@Nullable Found awaitThere(long pid) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        RunningAgents.Found found = of(pid);
        while (found == null && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            found = of(pid);
        }
        return found;
    }

    static boolean awaitGone(long pid) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (of(pid) != null && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return of(pid) == null;
    }
}
