package dev.larder.console;

import org.jspecify.annotations.Nullable;

/** Writes JSON, in one line. Commas are set by itself; that names and values alternate in objects is its user's care. */
public final class JsonText {
    private final StringBuilder text = new StringBuilder();

    public JsonText open(char bracket) {
        comma();
        text.append(bracket);
        return this;
    }

    public JsonText close(char bracket) {
        text.append(bracket);
        return this;
    }

    public JsonText name(String name) {
        value(name);
        text.append(':');
        return this;
    }

    public JsonText value(long number) {
        comma();
        text.append(number);
        return this;
    }

    public JsonText value(boolean truth) {
        comma();
        text.append(truth);
        return this;
    }

    /** Rounded to what a double tells apart; what is no number is null, which JSON has no other word for. */
    public JsonText value(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return value((String) null);
        }
        comma();
        text.append(number);
        return this;
    }

    public JsonText value(@Nullable String value) {
        comma();
        if (value == null) {
            text.append("null");
            return this;
        }
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
