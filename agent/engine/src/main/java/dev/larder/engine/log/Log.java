package dev.larder.engine.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Larder's own logger: one line an event, to standard error. Never the application's logging, nor java.util.logging,
 * whose set-up belongs to the application. Holds no lock while it writes but the stream's own.
 */
public final class Log {

    /** How much is written. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG;

        public static Level parse(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return INFO;
            }
            for (Level level : values()) {
                if (level.name().equals(text.trim().toUpperCase(Locale.ROOT))) {
                    return level;
                }
            }
            return INFO;
        }
    }

    private final PrintStream out;
    private final Level level;

    public Log(PrintStream out, Level level) {
        this.out = out;
        this.level = level;
    }

    public boolean debugs() {
        return level == Level.DEBUG;
    }

    public void error(String message) {
        write(Level.ERROR, message);
    }

    public void warn(String message) {
        write(Level.WARN, message);
    }

    public void info(String message) {
        write(Level.INFO, message);
    }

    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    /** For faults of ours: the message in one line, the stack trace only when debugging. */
    public void fault(String message, Throwable fault) {
        write(Level.ERROR, message + " (" + fault + ")");
        if (debugs()) {
            fault.printStackTrace(out);
        }
    }

    private void write(Level at, String message) {
        if (at.compareTo(level) <= 0) {
            out.println("[larder " + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "] " + at + " " + message);
        }
    }
}
