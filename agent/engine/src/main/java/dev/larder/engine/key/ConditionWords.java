package dev.larder.engine.key;

import org.jspecify.annotations.Nullable;

/** The words and signs of a condition, one after the other. Used once, by one thread. */
final class ConditionWords {
    private final String text;
    private int at;

    ConditionWords(String text) {
        this.text = text;
    }

    boolean ended() {
        blanks();
        return at == text.length();
    }

    /** Where the next word begins. */
    int at() {
        blanks();
        return at;
    }

    /** The same, within the text even at its end. */
    int place() {
        return Math.min(at(), text.length() - 1);
    }

    boolean peek(String word) {
        blanks();
        boolean letters = Character.isLetter(word.charAt(0));
        return text.startsWith(word, at) && !(letters && named(at + word.length()));
    }

    boolean accept(String word) {
        boolean there = peek(word);
        if (there) {
            at += word.length();
        }
        return there;
    }

    void expect(String word, String otherwise) throws TemplateException {
        if (!accept(word)) {
            throw new TemplateException(otherwise, place());
        }
    }

    /** What compares, or nothing. */
    String sign() {
        for (String sign : new String[] {"==", "!=", "<=", ">=", "<", ">"}) {
            if (accept(sign)) {
                return sign;
            }
        }
        return "";
    }

    Hole hole() throws TemplateException {
        Hole hole = HoleParser.at(text, at());
        at += HoleParser.length(hole);
        return hole;
    }

    /** A text in quotes of either kind; the quote itself is written twice. */
    String quoted() throws TemplateException {
        int open = at();
        char quote = text.charAt(open);
        StringBuilder quoted = new StringBuilder();
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != quote) {
                quoted.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                quoted.append(c);
                i++;
            } else {
                at = i + 1;
                return quoted.toString();
            }
        }
        throw new TemplateException("This text isn't closed. A text ends in the quote that it begins with", open);
    }

    /** Null where no number stands. */
    @Nullable
    String number() {
        int from = at();
        int end = digits(text.startsWith("-", from) ? from + 1 : from);
        if (end == from || !TemplateParser.digit(text.charAt(end - 1))) {
            return null;
        }
        if (text.startsWith(".", end) && digits(end + 1) > end + 1) {
            end = digits(end + 1);
        }
        if (named(end)) {
            return null;
        }
        at = end;
        return text.substring(from, end);
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && TemplateParser.digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Letters and digits; empty where a sign stands. */
    String word() {
        int from = at();
        while (named(at)) {
            at++;
        }
        return text.substring(from, at);
    }

    private boolean named(int index) {
        return index < text.length() && Character.isJavaIdentifierPart(text.charAt(index));
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
