package dev.larder.engine.match;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The type of a selector, which may be a pattern: {@code blog.*Service} for the classes of one package, {@code
 * blog.**.*Service} for those below it too. {@code *} stands for any run of characters within one part of a name.
 */
final class TypePattern {
    private final String text;
    private final Set<String> names;
    private final Pattern pattern;

    /** @param text internal name, with slashes, or a pattern of such names */
    private TypePattern(String text, Set<String> names, Pattern pattern) {
        this.text = text;
        this.names = names;
        this.pattern = pattern;
    }

    /** @param type as a selector has it, with dots */
    static TypePattern of(String type) {
        return new TypePattern(type, TypeNames.candidates(type), regex(type.replace('.', '/')));
    }

    static boolean isPattern(String type) {
        return type.indexOf('*') >= 0;
    }

    /** Of an internal name, with slashes. */
    boolean matches(String internalName) {
        return isPattern(text) ? pattern.matcher(internalName).matches() : names.contains(internalName);
    }

    /** Of internal names, for a pattern of such names. */
    static Pattern regex(String wanted) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            if (wanted.startsWith("**/", i) && (i == 0 || wanted.charAt(i - 1) == '/')) {
                // The package itself as well, as people expect of **
                regex.append("(?:.*/)?");
                i += 2;
            } else if (wanted.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else {
                regex.append(c == '*' ? "[^/$]*" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
