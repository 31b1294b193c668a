package dev.larder.engine.log;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Larder's own logger: one line an event, to standard error. Never the application's logging, nor java.util.logging,
 * whose set-up belongs to the application. Holds no lock while it writes but the stream's own. Warnings and faults that
 * come again within a minute are summed up.
 */
public final class Log {

    /** How much is written. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG;

        /** What a setting says; {@link #INFO} where it says nothing, or no level. */
        public static Level parse(@Nullable String text) {
            Level level = text == null ? null : of(text);
            return level == null ? INFO : level;
        }

        /** Null where the text names none. */
        public static @Nullable Level of(String text) {
            for (Level level : values()) {
                if (level.word().equals(text.trim().toLowerCase(Locale.ROOT))) {
                    return level;
                }
            }
            return null;
        }

        /** As settings write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final PrintStream out;
    private final Repeats repeats = new Repeats();
    private volatile Level level;

    public Log(PrintStream out, Level level) {
        this.out = out;
        this.level = level;
    }

    public Level level() {
        return level;
    }

    /** From now on. */
    public void level(Level other) {
        level = other;
    }

    /** Asked before the words for {@link #debug} are put together. Costs a volatile read. */
    public boolean debugs() {
        return level == Level.DEBUG;
    }

    public void error(String message) {
        write(Level.ERROR, message);
    }

    public void warn(String message) {
        if (Level.WARN.compareTo(level) <= 0) {
            repeatable(Level.WARN, message, message);
        }
    }

    public void info(String message) {
        write(Level.INFO, message);
    }

    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    /** For faults of ours: the message in one line, the stack trace only when debugging. */
    public void fault(String message, Throwable fault) {
        if (Level.ERROR.compareTo(level) <= 0
                && repeatable(Level.ERROR, message + fault.getClass().getName(), message + " (" + fault + ")")
                && debugs()) {
            fault.printStackTrace(out);
        }
    }

    /** Writes how often came again what was written more than a minute ago. To be called now and then. */
    public void sumUp() {
        sumUp(System.nanoTime());
    }

    void sumUp(long now) {
        List<String> sums = repeats.due(now);
        sums.forEach(sum -> write(Level.WARN, sum));
    }

    /** False where it is counted only. */
    private boolean repeatable(Level at, String kind, String message) {
        long now = System.nanoTime();
        sumUp(now);
        boolean first = repeats.first(kind, message, now);
        if (first) {
            write(at, message);
        }
        return first;
    }

    private void write(Level at, String message) {
        if (at.compareTo(level) <= 0) {
            out.println("[larder " + timestamp(Instant.now()) + "] " + at + " " + message);
        }
    }

    /** ISO 8601 in UTC, always with milliseconds. By hand: the JDK's formatters are made at their first use, in a start. */
    static String timestamp(Instant now) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        padded(text, time.getYear(), 4).append('-');
        padded(text, time.getMonthValue(), 2).append('-');
        padded(text, time.getDayOfMonth(), 2).append('T');
        padded(text, time.getHour(), 2).append(':');
        padded(text, time.getMinute(), 2).append(':');
        padded(text, time.getSecond(), 2).append('.');
        return padded(text, now.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        for (int i = plain.length(); i < digits; i++) {
            text.append('0');
        }
        return text.append(plain);
    }
}
