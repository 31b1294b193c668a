package dev.larder.engine.value;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The class names that a rule allows beyond what the method declares. {@code *} stands for any run of characters within one
 * package or name, {@code **} crosses packages too: {@code com.acme.dto.*}, {@code com.acme.**}.
 */
final class Allow {
    private final List<String> globs;
    private final List<Pattern> patterns;

    Allow(List<String> globs) {
        this.globs = List.copyOf(globs);
        this.patterns = globs.stream().map(Allow::pattern).toList();
    }

    List<String> globs() {
        return globs;
    }

    boolean covers(String className) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(className).matches()) {
                return true;
            }
        }
        return false;
    }

    /** The line that would allow the class. */
    static String line(Class<?> type) {
        String home = type.getPackageName();
        return "allow: [\"" + (home.isEmpty() ? type.getName() : home + ".*") + "\"]";
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char next = glob.charAt(i);
            if (next != '*') {
                regex.append(Pattern.quote(String.valueOf(next)));
            } else if (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                // Never an array's name, which starts with a bracket
                regex.append("[^\\[;]*");
                i++;
            } else {
                regex.append("[^.\\[;]*");
            }
        }
        return Pattern.compile(regex.toString());
    }
}
