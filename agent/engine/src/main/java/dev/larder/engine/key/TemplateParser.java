package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads key templates and eviction patterns. Every fault is a {@link TemplateException} that knows its place in the
 * text. Needs no application: whether a hole fits its method is found when a plan is compiled.
 */
public final class TemplateParser {
    private static final int LONGEST = 1000;

    /** What is read: they differ in what may stand in them. */
    private enum Form {
        KEY,
        TAG,
        PATTERN
    }

    private final String text;
    private final Form form;
    private final List<Pattern.Element> elements = new ArrayList<>();

    private List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean star;
    private int start;

    private TemplateParser(String text, Form form) {
        this.text = text;
        this.form = form;
    }

    /** Reads the key of a cache: no {@code *}, and no {@code {result}}, which is known only after the call. */
    public static Template key(String text) throws TemplateException {
        return template(text, Form.KEY);
    }

    /** Reads a tag of a cache, which is written like a key but may need the result, and may be several. */
    public static Template tag(String text) throws TemplateException {
        return template(text, Form.TAG);
    }

    private static Template template(String text, Form form) throws TemplateException {
        List<Template.Segment> segments = new ArrayList<>();
        for (Pattern.Element element : new TemplateParser(text, form).read()) {
            if (element instanceof Pattern.Bound bound) {
                segments.add(bound.segment());
            }
        }
        return new Template(text, segments);
    }

    /** Reads what an invalidation evicts. */
    public static Pattern pattern(String text) throws TemplateException {
        return new Pattern(text, new TemplateParser(text, Form.PATTERN).read());
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
        if (form == Form.TAG) {
            throw new TemplateException("A tag is a name, so it can't hold *. Patterns belong in evict:", at);
        }
        if (form == Form.KEY) {
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
        Hole hole = HoleParser.at(text, open);
        if (form == Form.KEY && hole.ofResult()) {
            throw new TemplateException(
                    "{result} is known only after the call, so it can't be part of a key. Use the parameters", open);
        }
        if (form == Form.KEY && hole.many()) {
            throw new TemplateException(
                    "[*] gives one key for each element, and a call has one key. It belongs in evict:", open);
        }
        endLiteral();
        parts.add(hole);
        return open + HoleParser.length(hole);
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }
}
