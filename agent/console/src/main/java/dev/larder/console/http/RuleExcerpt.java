package dev.larder.console.http;

import dev.larder.engine.rule.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a rule file says of one cache, and of nothing else: the file's text as it stands there, with variables unfilled, so
 * that no secret of the environment is in it. What looks like a password in a URL is left out.
 */
final class RuleExcerpt {
    private static final long LARGEST_FILE = 4 << 20;
    private static final int MOST_LINES = 200;
    private static final int LONGEST = 16_000;

    private RuleExcerpt() {}

    /** In words where it can't be shown. */
    static String of(String cache, Origin at) {
        try {
            Path file = Path.of(at.file());
            if (at.line() == 0 || Files.size(file) > LARGEST_FILE) {
                return "# " + at;
            }
            List<String> lines = Files.readAllLines(file);
            return at.line() > lines.size()
                    ? changed(at)
                    : excerpt(cache, lines.subList(at.line() - 1, lines.size()), at)
                            .replaceAll("//[^/\\s\"']*@", "//***@");
        } catch (IOException | InvalidPathException | IndexOutOfBoundsException unreadable) {
            return "# " + at + " can't be read any more\n";
        }
    }

    private static String changed(Origin at) {
        return "# the file has changed since it was read: " + at + "\n";
    }

    private static String excerpt(String cache, List<String> lines, Origin at) {
        String first = lines.get(0);
        int from = first.offsetByCodePoints(0, at.column() - 1);
        String named = first.substring(from);
        if (!named.startsWith(cache) && !named.startsWith("\"" + cache) && !named.startsWith("'" + cache)) {
            return changed(at);
        }
        return first.substring(0, from).isBlank() ? block(lines, from) : flow(lines, from);
    }

    /** Its line, and all below it that is further in. */
    private static String block(List<String> lines, int indent) {
        StringBuilder text = new StringBuilder();
        StringBuilder blank = new StringBuilder();
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            String line = lines.get(i);
            String content = line.strip();
            if (content.isEmpty()) {
                blank.append('\n');
            } else if (i > 0 && line.indexOf(content) <= indent) {
                break;
            } else {
                text.append(blank).append(line.substring(indent)).append('\n');
                blank.setLength(0);
            }
        }
        return text.toString();
    }

    /** Up to the brace that closes its own; without one, up to the next comma or brace. */
    private static String flow(List<String> lines, int from) {
        String all = String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_LINES)));
        int depth = 0;
        char quote = 0;
        int at = from;
        for (; at < Math.min(all.length(), from + LONGEST); at++) {
            char c = all.charAt(at);
            if (quote != 0) {
                at += quote == '"' && c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']' || (c == ',' && depth == 0)) {
                depth--;
                if (depth <= 0) {
                    break;
                }
            }
        }
        boolean closed = at < all.length() && depth == 0;
        return all.substring(from, Math.min(all.length(), closed ? at + 1 : at)) + "\n";
    }
}
