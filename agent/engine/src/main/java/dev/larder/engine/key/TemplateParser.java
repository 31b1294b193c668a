package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads key templates and eviction patterns. Every fault is a {@link TemplateException} that knows its place in the
 * text. Needs no application: whether a hole fits its method is found when a plan is compiled.
 */
public final class TemplateParser {
    private static final int LONGEST = 1000;

    private final String text;
    private final boolean pattern;
    private final List<Pattern.Element> elements = new ArrayList<>();

    private List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean star;
    private int start;

    private TemplateParser(String text, boolean pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /** Reads the key of a cache: no {@code *}, and no {@code {result}}, which is known only after the call. */
    public static Template key(String text) throws TemplateException {
        List<Template.Segment> segments = new ArrayList<>();
        for (Pattern.Element element : new TemplateParser(text, false).read()) {
            if (element instanceof Pattern.Bound bound) {
                segments.add(bound.segment());
            }
        }
        return new Template(text, segments);
    }

    /** Reads what an invalidation evicts. */
    public static Pattern pattern(String text) throws TemplateException {
        return new Pattern(text, new TemplateParser(text, true).read());
    }

    /** Where a hole of a parsed template stands in its text, from 0: at its opening brace. */
    public static int offset(String text, Hole hole) {
        return Math.max(0, text.indexOf('{' + hole.text() + '}'));
    }

    private List<Pattern.Element> read() throws TemplateException {
        if (text.isEmpty()) {
            throw new TemplateException("This is empty. Write a key such as post:{id}", 0);
        }
        if (text.length() > LONGEST) {
            throw new TemplateException("This is longer than " + LONGEST + " characters", 0);
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '{') {
                at = hole(at);
                continue;
            }
            if (c == ':') {
                endSegment(at);
                start = at + 1;
            } else if (c == '*') {
                star(at);
            } else {
                plain(c, at);
            }
            at++;
        }
        endSegment(text.length());
        return elements;
    }

    private void plain(char c, int at) throws TemplateException {
        if (c == '}') {
            throw new TemplateException("This } closes nothing. A hole is written {name}", at);
        }
        if (c == '%') {
            throw new TemplateException("% can't stand in a key: it marks escapes there. Use another character", at);
        }
        int point = text.codePointAt(at);
        boolean second = Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (!second && KeyText.unreadable(point)) {
            throw new TemplateException(
                    String.format("A key can't hold blanks or unprintable characters (U+%04X). Use - or _", point), at);
        }
        literal.append(c);
    }

    private void star(int at) throws TemplateException {
        if (!pattern) {
            throw new TemplateException("A key names one entry, so it can't hold *. Patterns belong in evict:", at);
        }
        boolean whole = at == start && (at + 1 == text.length() || text.charAt(at + 1) == ':');
        if (!whole) {
            throw new TemplateException(
                    "* stands for a whole segment, not for a part of one. Write it between colons, as in posts:*", at);
        }
        star = true;
    }

    private void endSegment(int end) throws TemplateException {
        if (star) {
            elements.add(new Pattern.Star());
            star = false;
            return;
        }
        endLiteral();
        if (parts.isEmpty()) {
            throw new TemplateException(
                    "A segment is empty here. Between two colons stands text or a hole, as in post:{id}",
                    Math.min(end, text.length() - 1));
        }
        elements.add(new Pattern.Bound(new Template.Segment(parts)));
        parts = new ArrayList<>();
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /** Reads the hole that opens at {@code open}; returns the offset behind it. */
    private int hole(int open) throws TemplateException {
        int close = text.indexOf('}', open);
        int again = text.indexOf('{', open + 1);
        if (close < 0 || (again >= 0 && again < close)) {
            throw new TemplateException("This { isn't closed. A hole is written {name}", open);
        }
        String inside = text.substring(open + 1, close);
        if (inside.isEmpty()) {
            throw new TemplateException(
                    "A hole needs a name: a parameter {id}, its index {0}, or a path {post.author.id}", open);
        }
        String[] words = inside.split("\\.", -1);
        int at = open + 1;
        for (int i = 0; i < words.length; i++) {
            check(words[i], i == 0, at);
            at += words[i].length() + 1;
        }
        if (!pattern && words[0].equals("result")) {
            throw new TemplateException(
                    "{result} is known only after the call, so it can't be part of a key. Use the parameters", open);
        }
        endLiteral();
        parts.add(new Hole(inside, words[0], List.of(words).subList(1, words.length)));
        return close + 1;
    }

    private static void check(String word, boolean root, int at) throws TemplateException {
        if (word.isEmpty()) {
            throw new TemplateException("A name is missing here. A path is written {post.author.id}", at);
        }
        boolean digits = word.chars().allMatch(TemplateParser::digit);
        if (digits) {
            if (word.length() > 5) {
                throw new TemplateException("The index " + word + " is too large", at);
            }
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean fits = (i == 0 && root) ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
            boolean ofMapKey = !root && c == '-';
            if ((!fits && !ofMapKey) || KeyText.unreadable(c)) {
                throw new TemplateException(
                        "'" + word
                                + "' is no name. A hole is a parameter {id}, its index {0}, or a path {post.author.id}",
                        at + i);
            }
        }
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
