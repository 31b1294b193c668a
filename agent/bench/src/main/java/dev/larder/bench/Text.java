package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds marked text in pages. Plain searches instead of regular expressions: the drive shares its machine with the blog
 * that it measures, and reads every page.
 */
final class Text {

    private Text() {}

    /** The text between the first {@code before} at or after {@code from} and the next {@code after}. */
    static @Nullable String between(String text, String before, String after, int from) {
        int start = text.indexOf(before, from);
        if (start < 0) {
            return null;
        }
        start += before.length();
        int end = text.indexOf(after, start);
        return end < 0 ? null : text.substring(start, end);
    }

    static List<String> allBetween(String text, String before, String after) {
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(before); at >= 0; at = text.indexOf(before, at + 1)) {
            String value = between(text, before, after, at);
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /** The number that begins at {@code from}, or -1 if none does. */
    static long numberAt(String text, int from) {
        int end = from;
        while (end < text.length() && end < from + 18 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == from ? -1 : Long.parseLong(text, from, end, 10);
    }
}
