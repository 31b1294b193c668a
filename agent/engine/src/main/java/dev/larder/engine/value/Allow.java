package dev.larder.engine.value;

import java.util.List;

/**
 * The class names that a rule allows beyond what the method declares. {@code *} stands for any run of characters within one
 * package or name, {@code **} crosses packages too: {@code com.acme.dto.*}, {@code com.acme.**}.
 */
final class Allow {
    private final List<String> globs;

    Allow(List<String> globs) {
        this.globs = List.copyOf(globs);
    }

    List<String> globs() {
        return globs;
    }

    boolean covers(String className) {
        for (String glob : globs) {
            if (matches(glob, 0, className, 0)) {
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

    private static boolean matches(String glob, int from, String name, int start) {
        int at = start;
        for (int i = from; i < glob.length(); i++) {
            char next = glob.charAt(i);
            if (next == '*') {
                boolean crosses = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
                return matchesStar(glob, crosses ? i + 2 : i + 1, crosses, name, at);
            }
            if (at == name.length() || name.charAt(at) != next) {
                return false;
            }
            at++;
        }
        return at == name.length();
    }

    /** Tries each length of what the star may stand for. */
    private static boolean matchesStar(String glob, int rest, boolean crosses, String name, int start) {
        for (int end = start; ; end++) {
            if (matches(glob, rest, name, end)) {
                return true;
            }
            // Never into an array's name, which starts with a bracket
            if (end == name.length()
                    || name.charAt(end) == '['
                    || name.charAt(end) == ';'
                    || (!crosses && name.charAt(end) == '.')) {
                return false;
            }
        }
    }
}
