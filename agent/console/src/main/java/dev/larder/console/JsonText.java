package dev.larder.console;

/** Writes JSON, in one line. Commas are set by itself; that names and values alternate in objects is its user's care. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();

    JsonText open(char bracket) {
        comma();
        text.append(bracket);
        return this;
    }

    JsonText close(char bracket) {
        text.append(bracket);
        return this;
    }

    JsonText name(String name) {
        value(name);
        text.append(':');
        return this;
    }

    JsonText value(long number) {
        comma();
        text.append(number);
        return this;
    }

    JsonText value(boolean truth) {
        comma();
        text.append(truth);
        return this;
    }

    JsonText value(String value) {
        comma();
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c >= 127) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
        return this;
    }

    private void comma() {
        char last = text.isEmpty() ? '[' : text.charAt(text.length() - 1);
        if (last != '[' && last != '{' && last != ':') {
            text.append(',');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
