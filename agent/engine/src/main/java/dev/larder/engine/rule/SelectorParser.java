package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads selectors: {@code blog.PostService#find(long id)}. Every fault knows its place and shows the right form. Whether
 * there is such a method is found when its class is loaded.
 */
final class SelectorParser {
    static final String EXAMPLE = "blog.PostService#find(long id)";

    private static final int LONGEST = 2000;
    private static final String SUCH_AS = ", as in " + EXAMPLE;
    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");

    /** Types that are often written in the wrong case; a class with such a name in lower case is next to unheard of. */
    private static final List<String> COMMON = List.of(
            "boolean",
            "byte",
            "char",
            "short",
            "int",
            "long",
            "float",
            "double",
            "String",
            "Object",
            "Integer",
            "List",
            "Map",
            "Set",
            "Collection",
            "Optional",
            "UUID");

    private final String text;
    private int at;
    private boolean varargs;

    private SelectorParser(String text) {
        this.text = text;
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
        expect(
                '(',
                "The parameters of " + method + " are missing here. Write (..) for any, () for none, or their"
                        + " types" + SUCH_AS);
        blanks();
        if (text.startsWith("..", at) && !text.startsWith("...", at)) {
            at += 2;
            blanks();
            expect(
                    ')',
                    "(..) stands for any parameters and has no others beside it. Write (..), or all types" + SUCH_AS);
            end();
            return new Selector(type, method, null, origin);
        }
        List<Selector.Parameter> listed = parameters();
        end();
        return new Selector(type, method, listed, origin);
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
            throw new SyntaxException("A leading ! has no meaning here. Write class#method(parameters)" + SUCH_AS);
        }
        StringBuilder type = new StringBuilder();
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
                inClass = inClass || (word < i && Character.isUpperCase(text.charAt(word)));
                if (i < hash) {
                    type.append(c == '.' && inClass ? '$' : c);
                }
                word = i + 1;
            } else if (c == '*') {
                throw new SyntaxException(
                        "A class is named in full, without *. Name it, or an interface that it implements" + SUCH_AS,
                        i);
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
            } else {
                type.append(c);
            }
        }
        return type.toString();
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

    /** What the JVM allows, and so what compilers of other languages write; {@code *} included. */
    private static boolean methodPart(char c) {
        return ".;[/>)=,:!'\"{}".indexOf(c) < 0
                && !Character.isWhitespace(c)
                && !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT;
    }

    private List<Selector.Parameter> parameters() throws SyntaxException {
        List<Selector.Parameter> parameters = new ArrayList<>();
        if (accept(')')) {
            return parameters;
        }
        while (true) {
            parameters.add(parameter(parameters));
            blanks();
            if (accept(')')) {
                return parameters;
            }
            if (varargs) {
                throw new SyntaxException(
                        "Only the last parameter can have ... Write [] for an array, and ) behind the last", at - 1);
            }
            if (at == text.length()) {
                throw new SyntaxException("The closing ) is missing" + SUCH_AS, at - 1);
            }
            expect(',', "A comma or ) is expected here. A parameter is a type, or a type and a name" + SUCH_AS);
        }
    }

    private Selector.Parameter parameter(List<Selector.Parameter> before) throws SyntaxException {
        blanks();
        String type = parameterType();
        blanks();
        boolean named = at < text.length() && Character.isJavaIdentifierStart(text.charAt(at));
        int nameAt = at;
        String name = named ? word() : null;
        for (Selector.Parameter other : before) {
            if (name != null && name.equals(other.name())) {
                throw new SyntaxException("Two parameters are called " + Quoted.of(name) + ". Rename one", nameAt);
            }
        }
        return new Selector.Parameter(type, name);
    }

    private String parameterType() throws SyntaxException {
        int from = at;
        if (text.startsWith("..", at) && !text.startsWith("...", at)) {
            throw new SyntaxException(
                    "(..) stands for any parameters and has no others beside it. Write (..), or all types" + SUCH_AS,
                    at);
        }
        String name = qualified();
        if (name.equals("final") && at < text.length() && text.charAt(at) == ' ') {
            blanks();
            from = at;
            name = qualified();
        }
        known(name, from);
        blanks();
        if (at < text.length() && text.charAt(at) == '<') {
            generics();
        }
        StringBuilder type = new StringBuilder(simple(name));
        while (true) {
            blanks();
            if (text.startsWith("...", at)) {
                at += 3;
                varargs = true;
                return type.append("[]").toString();
            }
            if (!accept('[')) {
                return type.toString();
            }
            blanks();
            expect(']', "An array's [ is closed at once: []" + SUCH_AS);
            type.append("[]");
        }
    }

    private String qualified() throws SyntaxException {
        int from = at;
        while (true) {
            String word = word();
            if (word.isEmpty()) {
                throw new SyntaxException(
                        "The type of a parameter is missing here. Write long, String or blog.Post" + SUCH_AS,
                        Math.min(at, text.length() - 1));
            }
            if (at >= text.length() || text.charAt(at) != '.' || text.startsWith("...", at)) {
                return text.substring(from, at);
            }
            at++;
        }
    }

    private String word() {
        int from = at;
        while (at < text.length() && part(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private static boolean part(char c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
    }

    /** {@code Map.Entry} has no package and yet a dot: any class of that simple name is meant. */
    private static String simple(String name) {
        if (!Character.isUpperCase(name.charAt(0))) {
            return name;
        }
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static void known(String name, int from) throws SyntaxException {
        if (name.equals("void")) {
            throw new SyntaxException("No parameter is void. Write () for none" + SUCH_AS, from);
        }
        if (PRIMITIVES.contains(name) || COMMON.contains(name) || name.indexOf('.') >= 0) {
            return;
        }
        for (String common : COMMON) {
            if (common.equalsIgnoreCase(name)) {
                throw new SyntaxException(Quoted.of(name) + " is no type." + Nearest.hint(name, List.of(common)), from);
            }
        }
        if (name.equals("bool") || name.equals("integer") || name.equals("number")) {
            throw new SyntaxException(
                    Quoted.of(name) + " is no type of Java. Write boolean, int, long or another" + SUCH_AS, from);
        }
    }

    /** Type arguments are erased when Java is compiled, so they choose nothing; people may write them all the same. */
    private void generics() throws SyntaxException {
        int open = at;
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '<') {
                depth++;
            } else if (c == '>' && --depth == 0) {
                return;
            } else if (!part(c) && " .,?&[]<>".indexOf(c) < 0) {
                break;
            }
        }
        throw new SyntaxException("This < isn't closed. Type arguments may be left out" + SUCH_AS, open);
    }

    private void end() throws SyntaxException {
        if (at < text.length()) {
            throw new SyntaxException("Nothing stands behind the parameters. Write no more than " + EXAMPLE, at);
        }
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(char c, String otherwise) throws SyntaxException {
        if (!accept(c)) {
            throw new SyntaxException(otherwise, Math.max(0, Math.min(at, text.length() - 1)));
        }
    }
}
