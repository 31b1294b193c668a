package dev.larder.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Notices changes of the rule files, by looking twice a second: file system events don't tell of a symbolic link whose
 * target is swapped, which is how Kubernetes changes a mounted file, nor of network file systems. A change is told once
 * it has stood still between two looks, so that a file half written is not read.
 */
final class RuleWatch implements AutoCloseable {
    private static final long MILLIS_BETWEEN_LOOKS = 500;

    private final Path path;
    private final Runnable changed;
    private final Consumer<Throwable> faults;
    private final CountDownLatch closed = new CountDownLatch(1);

    // What each file looks like from outside, written out; its content is not read for this. Text and no record, whose
    // equality would be linked at the first look, half a second into every start.
    private Map<Path, String> told = Map.of();
    private Map<Path, String> last = Map.of();

    /** @param faults told of what went wrong while looking, or while acting on a change */
    RuleWatch(Path path, Runnable changed, Consumer<Throwable> faults) {
        this.path = path;
        this.changed = changed;
        this.faults = faults;
    }

    /** What is there now is known, and no change. */
    void look() {
        told = seen();
        last = told;
    }

    void start() {
        Thread thread = new Thread(null, this::run, "larder-rules", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                try {
                    lookAgain();
                } catch (RuntimeException | Error fault) {
                    // Out of memory, say: it may pass, and the next look is as good as this one.
                    faults.accept(fault);
                }
            }
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it the rules in force simply stay.
            Thread.currentThread().interrupt();
        }
    }

    private void lookAgain() {
        Map<Path, String> now = seen();
        boolean still = now.equals(last);
        last = now;
        if (still && !now.equals(told)) {
            told = now;
            changed.run();
        }
    }

    private Map<Path, String> seen() {
        Map<Path, String> seen = new TreeMap<>();
        add(path, seen);
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                entries.forEach(entry -> add(entry, seen));
            } catch (IOException | RuntimeException unreadable) {
                // Reading the rules will say so.
            }
        }
        return seen;
    }

    private static void add(Path file, Map<Path, String> seen) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            seen.put(
                    file,
                    file.toRealPath() + "\n" + attributes.lastModifiedTime().toMillis() + " " + attributes.size() + " "
                            + attributes.fileKey());
        } catch (IOException | RuntimeException absent) {
            // Not there now: its absence is what is seen.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
