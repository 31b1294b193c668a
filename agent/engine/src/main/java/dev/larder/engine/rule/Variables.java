package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ${NAME:default}} in a rule file stands for: a system property, else a variable of the environment, else
 * the default. Empty counts as unset. Immutable; as safe for threads as its two sources.
 */
public final class Variables {
    private final Function<String, @Nullable String> property;
    private final Function<String, @Nullable String> environment;

    /**
     * @param property as {@link System#getProperty(String)}
     * @param environment as {@link System#getenv(String)}
     */
    public Variables(Function<String, @Nullable String> property, Function<String, @Nullable String> environment) {
        this.property = property;
        this.environment = environment;
    }

    /** Those of this JVM. */
    public static Variables system() {
        return new Variables(System::getProperty, System::getenv);
    }

    /** The value of a name, null where it is set nowhere or is empty. */
    @Nullable
    String value(String name) {
        String value = property.apply(name);
        if (value == null || value.isEmpty()) {
            value = environment.apply(name);
        }
        return value == null || value.isEmpty() ? null : value;
    }

    /** Text with its variables filled in. */
    static final class Filled {
        private final String text;
        private final int[] from;

        private Filled(String text, int[] from) {
            this.text = text;
            this.from = from;
        }

        String text() {
            return text;
        }

        /** Where the character at {@code offset}, or the variable that it came from, stands in the text as written. */
        int written(int offset) {
            return from[Math.min(offset, text.length())];
        }
    }

    /**
     * Fills in every variable. Two dollar signs before the brace stand for one, and for no variable. What a variable
     * holds is taken as it is, whatever looks like a variable in it.
     *
     * @return null where the text holds no variable
     */
    @Nullable
    Filled fill(String text) throws SyntaxException {
        int open = text.indexOf("${");
        if (open < 0) {
            return null;
        }
        Filling filling = new Filling(text);
        int at = 0;
        while (open >= 0) {
            if (open > at && text.charAt(open - 1) == '$') {
                filling.copy(at, open - 1);
                filling.put("${", open - 1);
                at = open + 2;
            } else {
                filling.copy(at, open);
                int close = text.indexOf('}', open);
                int again = text.indexOf("${", open + 2);
                if (close < 0 || (again >= 0 && again < close)) {
                    throw new SyntaxException(
                            "This ${ isn't closed. A variable is written ${NAME} or ${NAME:default}, and none"
                                    + " stands inside another",
                            open);
                }
                filling.put(value(text, open, close), open);
                at = close + 1;
            }
            open = text.indexOf("${", at);
        }
        filling.copy(at, text.length());
        return filling.end();
    }

    private String value(String text, int open, int close) throws SyntaxException {
        String inside = text.substring(open + 2, close);
        int colon = inside.indexOf(':');
        String name = colon < 0 ? inside : inside.substring(0, colon);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            throw new SyntaxException(
                    Quoted.of(name) + " is no name of a variable. Write ${NAME} or ${NAME:default}, with letters,"
                            + " digits, _ . and -",
                    open);
        }
        String value = value(name);
        if (value != null) {
            return value;
        }
        if (colon < 0) {
            throw new SyntaxException(
                    name + " is set neither as a system property nor in the environment. Set it, or give a default:"
                            + " ${" + name + ":default}",
                    open);
        }
        return inside.substring(colon + 1);
    }

    /** Writes the filled text and keeps where each character came from, so that errors find their place. */
    private static final class Filling {
        private final String source;
        private final StringBuilder text = new StringBuilder();
        private int[] from = new int[64];

        Filling(String source) {
            this.source = source;
        }

        void copy(int start, int end) {
            for (int i = start; i < end; i++) {
                put(source.charAt(i), i);
            }
        }

        void put(String value, int origin) {
            for (int i = 0; i < value.length(); i++) {
                put(value.charAt(i), origin);
            }
        }

        private void put(char c, int origin) {
            room(origin);
            text.append(c);
        }

        private void room(int origin) {
            if (text.length() == from.length) {
                from = Arrays.copyOf(from, 2 * from.length);
            }
            from[text.length()] = origin;
        }

        Filled end() {
            room(source.length());
            return new Filled(text.toString(), from);
        }
    }
}
