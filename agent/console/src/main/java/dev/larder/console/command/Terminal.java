package dev.larder.console.command;

import java.io.Console;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The controlling terminal while it hands over each key at once, without showing it. Put back as it was when it is closed
 * or the JVM ends.
 */
final class Terminal implements AutoCloseable {
    private static final Path DEVICE = Path.of("/dev/tty");
    private static final String OTHER_SCREEN = "\033[?1049h\033[?25l";
    private static final String OWN_SCREEN = "\033[?25h\033[?1049l";

    private final String settings;
    private final InputStream keys;
    private final Thread atExit;

    private Terminal(String settings, InputStream keys) {
        this.settings = settings;
        this.keys = keys;
        this.atExit = new Thread(this::restore, "larder-terminal");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Null where nobody sits there: from JDK 22 on there is a console without a terminal too. */
    @SuppressWarnings("SystemConsoleNull") // it is before 22, and isTerminal tells from then on
    static @Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console)) ? console : null;
        } catch (ReflectiveOperationException before22) {
            return console;
        }
    }

    /** Null where there is no terminal, or none that stty knows. */
    static @Nullable Terminal take() {
        if (console() == null) {
            return null;
        }
        try {
            String settings = stty("-g");
            if (settings == null) {
                return null;
            }
            Terminal terminal = new Terminal(settings, new FileInputStream(DEVICE.toFile()));
            stty("-icanon", "-echo", "min", "1");
            System.out.print(OTHER_SCREEN);
            System.out.flush();
            return terminal;
        } catch (IOException none) {
            return null;
        }
    }

    /** From the top left corner, over what was there. */
    void show(List<String> lines) {
        StringBuilder screen = new StringBuilder("\033[H");
        // Each line clears what it doesn't cover: to clear the screen first would flicker
        lines.forEach(line -> screen.append(line).append("\033[K\r\n"));
        System.out.print(screen.append("\033[J"));
        System.out.flush();
    }

    /** The next key, or -1 where none is pressed in time. */
    int key(long millis) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (keys.available() == 0) {
            if (System.nanoTime() - end > 0) {
                return -1;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return keys.read();
    }

    /** Lines that fit, 24 where that can't be told. */
    int height() {
        try {
            String size = stty("size");
            return size == null ? 24 : Integer.parseInt(size.split(" ", -1)[0]);
        } catch (IOException | NumberFormatException unknown) {
            return 24;
        }
    }

    private static @Nullable String stty(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectInput(DEVICE.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream out = process.getInputStream()) {
            String answer = new String(out.readAllBytes(), StandardCharsets.US_ASCII).trim();
            return process.waitFor() == 0 ? answer : null;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void restore() {
        System.out.print(OWN_SCREEN);
        System.out.flush();
        try {
            stty(settings);
        } catch (IOException gone) {
            // With its terminal
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            restore();
            keys.close();
        } catch (IOException | IllegalStateException exiting) {
            // The hook does it
        }
    }
}
