package dev.larder.console.command;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them; a dash where there is none. */
final class Shown {
    static final String NOTHING = "-";

    private Shown() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String share(@Nullable Double share) {
        return share == null ? NOTHING : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** 12 µs, 3.4 ms, 1.20 s. */
    static String seconds(@Nullable Double seconds) {
        if (seconds == null) {
            return NOTHING;
        }
        double size = Math.abs(seconds);
        if (size < 1e-3) {
            return String.format(Locale.ROOT, "%.0f µs", 1e6 * seconds);
        }
        return size < 1 ? String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds) : longer(seconds);
    }

    private static String longer(double seconds) {
        return seconds < 1000
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%,.0f s", seconds);
    }

    static String bytes(long bytes) {
        if (bytes < 10_000) {
            return String.format(Locale.ROOT, "%,d B", bytes);
        }
        return bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    /** 45s, 12m, 3h, 2d: enough to see how long something has left. */
    static String life(long millis) {
        if (millis < 0) {
            return NOTHING;
        }
        Duration left = Duration.ofMillis(millis);
        if (left.toSeconds() < 100) {
            return left.toSeconds() + "s";
        }
        if (left.toMinutes() < 100) {
            return left.toMinutes() + "m";
        }
        return left.toHours() < 72 ? left.toHours() + "h" : left.toDays() + "d";
    }
}
