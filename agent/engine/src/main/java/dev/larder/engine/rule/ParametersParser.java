package dev.larder.engine.rule;

import static dev.larder.engine.rule.SelectorParser.SUCH_AS;
import static dev.larder.engine.rule.SelectorParser.part;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a selector, which end it: {@code (long id, List<String> names)}. */
final class ParametersParser {
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

    private static final String ANY =
            "(..) stands for any parameters and has no others beside it. Write (..), or all types" + SUCH_AS;

    private final String text;
    private int at;
    private boolean varargs;

    /** @param open where the parameters begin, at their bracket */
    ParametersParser(String text, int open) {
        this.text = text;
        this.at = open + 1;
    }

    /** Null for any parameters. */
    @Nullable
    List<Selector.Parameter> read() throws SyntaxException {
        blanks();
        List<Selector.Parameter> parameters = null;
        if (any()) {
            at += 2;
            blanks();
            expect(')', ANY);
        } else {
            parameters = parameters();
        }
        if (at < text.length()) {
            throw new SyntaxException(
                    "Nothing stands behind the parameters. Write no more than " + SelectorParser.EXAMPLE, at);
        }
        return parameters;
    }

    private boolean any() {
        return text.startsWith("..", at) && !text.startsWith("...", at);
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
        if (any()) {
            throw new SyntaxException(ANY, at);
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
        StringBuilder type = new StringBuilder(name);
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

    private static void known(String name, int from) throws SyntaxException {
        if (name.equals("void")) {
            throw new SyntaxException("No parameter is void. Write () for none" + SUCH_AS, from);
        }
        if (PRIMITIVES.contains(name)
                || COMMON.contains(name)
                || name.indexOf('.') >= 0
                || Character.isUpperCase(name.charAt(0))) {
            // A capital begins a class, of which there are more than we know
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
