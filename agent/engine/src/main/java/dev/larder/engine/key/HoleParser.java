package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.List;

/** Reads one hole: {@code post.author.id}, {@code order.items[0].id}, {@code call:com.acme.Tenant.current}. */
final class HoleParser {
    private static final String CALL = "call:";

    private final String text;
    private final int end;
    private int at;

    private HoleParser(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /**
     * Reads the hole that opens at a place of a text; it ends at the next closing brace.
     *
     * @param open of its brace
     */
    static Hole at(String text, int open) throws TemplateException {
        int close = text.indexOf('}', open);
        int again = text.indexOf('{', open + 1);
        if (close < 0 || (again >= 0 && again < close)) {
            throw new TemplateException("This { isn't closed. A hole is written {name}", open);
        }
        if (close == open + 1) {
            throw new TemplateException(
                    "A hole needs a name: a parameter {id}, its index {0}, or a path {post.author.id}", open);
        }
        return new HoleParser(text, open + 1, close).read();
    }

    /** How many characters a hole takes in its text, braces included. */
    static int length(Hole hole) {
        return hole.text().length() + 2;
    }

    private Hole read() throws TemplateException {
        String all = text.substring(at, end);
        if (all.startsWith(CALL)) {
            called(all.substring(CALL.length()), at + CALL.length());
            return new Hole(all, all, List.of());
        }
        String root = word(true);
        List<String> steps = new ArrayList<>();
        while (at < end) {
            if (text.charAt(at) == '[') {
                steps.add(bracket());
            } else {
                at++;
                steps.add(word(false));
            }
        }
        return new Hole(all, root, steps);
    }

    /** A name or an index, which ends before a dot or a bracket. */
    private String word(boolean root) throws TemplateException {
        int from = at;
        while (at < end && text.charAt(at) != '.' && text.charAt(at) != '[') {
            at++;
        }
        String word = text.substring(from, at);
        check(word, root, from);
        return word;
    }

    private static void check(String word, boolean root, int from) throws TemplateException {
        if (word.isEmpty()) {
            throw new TemplateException("A name is missing here. A path is written {post.author.id}", from);
        }
        if (Step.index(word)) {
            index(word, from);
            return;
        }
        if (word.equals("*")) {
            throw new TemplateException("Every element is written [*], as in {order.items[*].id}", from);
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean fits = (i == 0 && root) ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
            boolean ofMapKey = !root && c == '-';
            if ((!fits && !ofMapKey) || KeyText.unreadable(c)) {
                throw new TemplateException(
                        Quoted.of(word)
                                + " is no name. A hole is a parameter {id}, its index {0}, or a path {post.author.id}",
                        from + i);
            }
        }
    }

    private static void index(String word, int from) throws TemplateException {
        if (word.length() > 5) {
            throw new TemplateException("The index " + Quoted.of(word) + " is too large", from);
        }
    }

    /** {@code [0]}, {@code [*]}, or the key of a map, which may hold dots here: {@code [en.title]}. */
    private String bracket() throws TemplateException {
        int open = at;
        int close = text.indexOf(']', open);
        if (close < 0 || close >= end) {
            throw new TemplateException("This [ isn't closed. An element is written {items[0]}", open);
        }
        String key = text.substring(open + 1, close);
        at = close + 1;
        if (at < end && text.charAt(at) != '.' && text.charAt(at) != '[') {
            throw new TemplateException("Behind ] follows a dot and a name, or nothing: {items[0].id}", at);
        }
        if (key.equals("*")) {
            return Hole.EACH;
        }
        if (key.isEmpty() || key.indexOf('[') >= 0 || key.indexOf('*') >= 0) {
            throw new TemplateException(
                    "Between [ and ] stands an index, the key of a map, or * for every element: {items[0].id}", open);
        }
        if (Step.index(key)) {
            index(key, open + 1);
        }
        for (int i = 0; i < key.length(); i++) {
            if (KeyText.unreadable(key.charAt(i))) {
                throw new TemplateException(
                        "A map key in a hole can't hold blanks or unprintable characters", open + 1 + i);
            }
        }
        return key;
    }

    private static void called(String name, int from) throws TemplateException {
        String[] words = name.split("\\.", -1);
        boolean names = words.length > 1;
        for (String word : words) {
            names &= !word.isEmpty() && Character.isJavaIdentifierStart(word.charAt(0));
            for (int i = 0; i < word.length(); i++) {
                names &= Character.isJavaIdentifierPart(word.charAt(i)) && !KeyText.unreadable(word.charAt(i));
            }
        }
        if (!names) {
            throw new TemplateException(
                    Quoted.of(name) + " is no static method. Write its class in full, a dot and its name, as in"
                            + " {call:com.acme.Tenant.current}",
                    from);
        }
    }
}
