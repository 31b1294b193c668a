package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;

/**
 * Reads selectors: {@code blog.PostService#find(long id)}. Every fault knows its place and shows the right form. Whether
 * there is such a method is found when its class is loaded.
 */
final class SelectorParser {
    static final String EXAMPLE = "blog.PostService#find(long id)";

    private static final int LONGEST = 2000;
    static final String SUCH_AS = ", as in " + EXAMPLE;
    private final String text;
    private int at;

    private SelectorParser(String text) {
        this.text = text;
    }

    /** One that takes methods away: it may begin with {@code !}, as people write such lists elsewhere. */
    static Selector excluded(String text, Origin origin) throws SyntaxException {
        if (!text.startsWith("!")) {
            return parse(text, origin);
        }
        try {
            return parse(text.substring(1), origin);
        } catch (SyntaxException wrong) {
            throw new SyntaxException(String.valueOf(wrong.getMessage()), wrong.offset() + 1);
        }
    }

    /** @param origin where the text stands */
    static Selector parse(String text, Origin origin) throws SyntaxException {
        return new SelectorParser(text).selector(origin);
    }

    private Selector selector(Origin origin) throws SyntaxException {
        if (text.isEmpty()) {
            throw new SyntaxException("This names no method. Write class#method(parameters)" + SUCH_AS);
        }
        if (text.length() > LONGEST) {
            throw new SyntaxException("This is longer than " + LONGEST + " characters. Write (..) for the parameters");
        }
        int hash = text.indexOf('#');
        if (hash < 0) {
            throw noHash();
        }
        String type = type(hash);
        at = hash + 1;
        String method = method();
        if (at == text.length()) {
            throw new SyntaxException(
                    "The parameters of " + Quoted.of(method) + " are missing here. Write (..) for any, () for none, or"
                            + " their types" + SUCH_AS,
                    at - 1);
        }
        return new Selector(type, method, new ParametersParser(text, at).read(), origin);
    }

    private SyntaxException noHash() {
        int open = text.indexOf('(');
        String name = open < 0 ? text : text.substring(0, open);
        int dot = name.lastIndexOf('.');
        if (open >= 0 && dot > 0) {
            return new SyntaxException(
                    "Between class and method stands #. Write "
                            + Quoted.of(text.substring(0, dot) + "#" + text.substring(dot + 1)),
                    dot);
        }
        return new SyntaxException("This names no method. Write class#method(parameters)" + SUCH_AS
                + "; a # with a blank before it begins a comment in YAML");
    }

    /** The class, with {@code $} before the names of nested ones. */
    private String type(int hash) throws SyntaxException {
        if (text.startsWith("!")) {
            throw new SyntaxException(
                    "A leading ! has no meaning here. What is taken away stands in exclude: [" + EXAMPLE + "]");
        }
        char[] type = text.substring(0, hash).toCharArray();
        boolean inClass = false;
        int word = 0;
        for (int i = 0; i <= hash; i++) {
            char c = text.charAt(i);
            if (i == hash || c == '.' || c == '$') {
                boolean nothing = i == 0 || text.charAt(i - 1) == '.';
                if (nothing && c != '$') {
                    throw new SyntaxException(
                            "The name of a class is missing here. Write class#method(parameters)" + SUCH_AS, i);
                }
                // By convention packages begin with a small letter and classes with a capital
                int letter = word;
                while (letter < i && text.charAt(letter) == '*') {
                    letter++;
                }
                inClass = inClass || (letter < i && Character.isUpperCase(text.charAt(letter)));
                if (i < hash && inClass) {
                    type[i] = '$';
                }
                word = i + 1;
            } else if (c == '*') {
                star(i, hash);
            } else if (c == ' ') {
                throw new SyntaxException(
                        "Nothing stands before the class, no modifiers and no return type, and no blank behind it."
                                + " Write class#method(parameters)" + SUCH_AS,
                        i);
            } else if (!part(c) && c != '-') {
                throw new SyntaxException(
                        Quoted.of(String.valueOf(c)) + " can't stand in the name of a class. Write it with its package"
                                + SUCH_AS,
                        i);
            }
        }
        return String.valueOf(type);
    }

    /** Without a package in front, every class of every library would have to be looked into. */
    private void star(int at, int hash) throws SyntaxException {
        int dot = text.indexOf('.');
        if (dot < 0 || dot > at) {
            throw new SyntaxException(
                    "A * in a class stands behind its package, as in blog.*Service#find*(..). Write the package", at);
        }
        if (text.startsWith("***", at) && at < hash) {
            throw new SyntaxException("Write * for any characters within a package, or ** for any across packages", at);
        }
    }

    private String method() throws SyntaxException {
        int from = at;
        while (at < text.length() && "(<#".indexOf(text.charAt(at)) < 0 && methodPart(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '<') {
            throw new SyntaxException(
                    text.startsWith("<init>", at) || text.startsWith("<clinit>", at)
                            ? "Constructors can't be cached. Name a method" + SUCH_AS
                            : "Type variables are left out. Write only the method's name" + SUCH_AS,
                    at);
        }
        if (at < text.length() && text.charAt(at) != '(') {
            throw new SyntaxException(
                    Quoted.of(text.substring(at, at + 1)) + " can't stand in the name of a method. Write"
                            + " class#method(parameters)" + SUCH_AS,
                    at);
        }
        if (at == from) {
            throw new SyntaxException(
                    "The name of the method is missing here. Write class#method(parameters)" + SUCH_AS, at);
        }
        return text.substring(from, at);
    }

    /** Whether the character can be part of a name in Java. */
    static boolean part(char c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    /** What the JVM allows, and so what compilers of other languages write; {@code *} included. */
    private static boolean methodPart(char c) {
        return ".;[/>)=,:!'\"{}".indexOf(c) < 0
                && !Character.isWhitespace(c)
                && !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT;
    }
}
