package dev.larder.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This JVM as the operating system knows it. {@link ProcessHandle} makes a pool of threads and links its first lambdas
 * before it tells a number: 20 ms of processor time at a start. On Linux the same stands in two files, in the format that
 * <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a> promises.
 *
 * @param started when it began, to the second at least
 */
public record OwnProcess(long pid, Instant started) {
    /** What times count in, by the interface of the kernel and whatever it counts in itself. */
    private static final long TICKS_PER_SECOND = 100;

    /** Field 22, counted from the one behind the name. */
    private static final int START = 22 - 3;

    public static OwnProcess look() {
        OwnProcess told = told(Path.of("/proc/self/stat"), Path.of("/proc/stat"));
        return told == null ? asked() : told;
    }

    static OwnProcess asked() {
        ProcessHandle own = ProcessHandle.current();
        return new OwnProcess(own.pid(), own.info().startInstant().orElseGet(Instant::now));
    }

    /** Null where there are no such files, or others. */
    static @Nullable OwnProcess told(Path process, Path system) {
        try {
            String stat = text(process);
            // The name stands in parentheses and may hold any character, those included
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String all = text(system);
            String boot = "\nbtime ";
            int from = all.indexOf(boot) + boot.length();
            long booted = Long.parseLong(all.substring(from, all.indexOf('\n', from)));
            return new OwnProcess(
                    Long.parseLong(stat.substring(0, stat.indexOf(' '))),
                    Instant.ofEpochMilli(booted * 1000 + Long.parseLong(fields[START]) * 1000 / TICKS_PER_SECOND));
        } catch (IOException | RuntimeException elsewhere) {
            return null;
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
