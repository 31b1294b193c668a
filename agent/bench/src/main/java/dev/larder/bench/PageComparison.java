package dev.larder.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the same pages from two blogs in the same state of the database, and tells which differ by a byte. Tokens
 * against forged forms and the blogs' own addresses are set aside. For one thread.
 */
public final class PageComparison {
    private static final String TOKEN = "name=\"_csrf\" value=\"";
    private static final int SHOWN = 60;

    private final int one;
    private final int other;

    /**
     * @param one the port of a blog, at the loopback address
     * @param other the port of the other
     */
    public PageComparison(int one, int other) {
        this.one = one;
        this.other = other;
    }

    /**
     * A page that differs.
     *
     * @param how for a person: the statuses, or the first difference with what stands around it
     */
    public record Difference(String path, String how) {}

    /**
     * @param paths in the order in which they are to be read
     * @param username who is signed in on both; null for a reader who isn't
     * @throws IOException if a blog doesn't answer
     */
    public List<Difference> differing(List<String> paths, @Nullable String username) throws IOException {
        try (HttpConnection to = new HttpConnection(one);
                HttpConnection toOther = new HttpConnection(other)) {
            Map<String, String> headers =
                    username == null ? Map.of() : Session.signIn(to, username).headers();
            Map<String, String> otherHeaders = username == null
                    ? Map.of()
                    : Session.signIn(toOther, username).headers();
            List<Difference> differences = new ArrayList<>();
            for (String path : paths) {
                String how = compare(to.get(path, headers), toOther.get(path, otherHeaders));
                if (how != null) {
                    differences.add(new Difference(path, how));
                }
            }
            return differences;
        }
    }

    private @Nullable String compare(Answer answer, Answer otherAnswer) {
        if (answer.status() != otherAnswer.status()) {
            return "status " + answer.status() + " and " + otherAnswer.status();
        }
        String page = masked(answer.body(), one);
        String otherPage = masked(otherAnswer.body(), other);
        return page.equals(otherPage) ? null : firstDifference(page, otherPage);
    }

    static String masked(String page, int port) {
        StringBuilder masked = new StringBuilder(page.length());
        int from = 0;
        for (int at = page.indexOf(TOKEN); at >= 0; at = page.indexOf(TOKEN, from)) {
            int end = page.indexOf('"', at + TOKEN.length());
            masked.append(page, from, at + TOKEN.length());
            from = end;
        }
        return masked.append(page, from, page.length()).toString().replace("//localhost:" + port, "//localhost");
    }

    static String firstDifference(String page, String otherPage) {
        int at = 0;
        while (at < page.length() && at < otherPage.length() && page.charAt(at) == otherPage.charAt(at)) {
            at++;
        }
        return "at character " + at + ": \"" + around(page, at) + "\" and \"" + around(otherPage, at) + "\"";
    }

    private static String around(String page, int at) {
        return page.substring(Math.max(0, at - SHOWN), Math.min(page.length(), at + SHOWN));
    }
}
