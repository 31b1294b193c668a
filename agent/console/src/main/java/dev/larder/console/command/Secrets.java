package dev.larder.console.command;

import java.util.Set;

/** Takes what a rule calls secret out of a value's JSON, by the names of fields. */
final class Secrets {
    private static final String HIDDEN = "\"(secret)\"";

    private final Set<String> names;

    Secrets(Set<String> names) {
        this.names = names;
    }

    /** @param json well-formed */
    String hidden(String json) {
        if (names.isEmpty()) {
            return json;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < json.length()) {
            if (json.charAt(at) != '"') {
                out.append(json.charAt(at++));
                continue;
            }
            int end = string(json, at);
            String text = json.substring(at + 1, end - 1);
            out.append(json, at, end);
            at = end;
            if (at < json.length() && json.charAt(at) == ':' && names.contains(text)) {
                out.append(':').append(HIDDEN);
                at = value(json, at + 1);
            }
        }
        return out.toString();
    }

    /** Behind the string that begins here. */
    private static int string(String json, int from) {
        int at = from + 1;
        while (json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    /** Behind the value that begins here. */
    private static int value(String json, int from) {
        int depth = 0;
        int at = from;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) {
                return at;
            }
            if (c == '"') {
                at = string(json, at);
                continue;
            }
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            at++;
        }
        return at;
    }
}
