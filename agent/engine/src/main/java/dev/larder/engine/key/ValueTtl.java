package dev.larder.engine.key;

import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time to live that each value tells for itself: a hole, and the unit of the number that it is filled with.
 *
 * @param text as it was written
 * @param unit null where the value is a {@link java.time.Duration} already
 */
public record ValueTtl(String text, Hole hole, @Nullable ChronoUnit unit) {

    /** Reads the hole with which a time to live begins; null where it doesn't. */
    public static @Nullable Hole hole(String text) throws TemplateException {
        Hole hole = text.startsWith("{") ? HoleParser.at(text, 0) : null;
        if (hole != null && hole.many()) {
            throw new TemplateException("[*] gives many values where one is needed. Name an element: [0]");
        }
        return hole;
    }
}
