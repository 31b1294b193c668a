package dev.larder.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes and directories that the drive made. However it ends, by Ctrl-C too, none is left behind. Safe for use
 * by many threads.
 */
public final class Children implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 15;
    // Whoever pressed Ctrl-C waits
    private static final int PATIENCE_SECONDS_INTERRUPTED = 3;

    private final Deque<Process> processes = new ArrayDeque<>();
    private final Deque<Path> directories = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile boolean interrupted;

    /** @param whenInterrupted run first if the drive is ended from outside */
    public static Children closedAtExit(Runnable whenInterrupted) {
        Children children = new Children();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!children.closed) {
                                children.interrupted = true;
                                whenInterrupted.run();
                            }
                            children.close();
                        },
                        "end-children"));
        return children;
    }

    /**
     * @throws IllegalStateException if everything is being ended already
     */
    public synchronized Process start(ProcessBuilder builder) throws IOException {
        refuseIfClosed();
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    /** Runs a command to its end. */
    void run(Path log, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process = start(builder);
        int code = process.waitFor();
        forget(process);
        if (code != 0) {
            throw new IOException("\"" + String.join(" ", command) + "\" ended with " + code + "; see " + log);
        }
    }

    synchronized Path directory(String prefix) throws IOException {
        refuseIfClosed();
        Path directory = Files.createTempDirectory(prefix);
        directories.push(directory);
        return directory;
    }

    private synchronized void forget(Process process) {
        processes.remove(process);
    }

    void stop(Process process) {
        forget(process);
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        int patience = interrupted ? PATIENCE_SECONDS_INTERRUPTED : PATIENCE_SECONDS;
        try {
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(patience, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }

    /** The newest first: what was started later uses what was started before. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!processes.isEmpty()) {
            stop(processes.pop());
        }
        while (!directories.isEmpty()) {
            delete(directories.pop());
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("The drive is being ended");
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not delete " + directory + ", which may be deleted by hand: " + e);
        }
    }
}
