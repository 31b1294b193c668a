package dev.larder.engine.key;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of caches may hold for a value that an eviction names. Where a cache's hole is open, its text depends
 * on the class with which its method was called ({@link KeyText}), and an eviction may have the same number as another
 * class, or as a String: so all of them. Stateless; any thread.
 */
final class Spellings {
    private Spellings() {}

    /**
     * @param closed whether every cache in question writes plain text here
     * @throws KeyException where a value has no text by which its entries could be found again
     */
    static List<String> of(@Nullable Object value, HolePlan hole, boolean closed) throws KeyException {
        if (value == null) {
            return List.of("%null");
        }
        if (Scalars.word(value) == null) {
            StringBuilder text = new StringBuilder();
            new ValueText(text, hole).write(value);
            if (text.indexOf("%object.") >= 0) {
                // Fields may tell more apart than equality does: a cached hash, say
                throw new KeyException(
                        "{" + hole.hole().text() + "} is a " + value.getClass().getName()
                                + ", whose entries may have been written differently; name one of its properties");
            }
            return List.of(text.toString());
        }
        StringBuilder plain = new StringBuilder();
        KeyText.escape(plain, Scalars.text(value), false);
        if (closed) {
            return List.of(plain.toString());
        }
        List<String> texts = new ArrayList<>(2);
        texts.add(plain.toString());
        StringBuilder open = new StringBuilder();
        new ValueText(open, hole).write(value);
        add(texts, open.toString());
        String digits = plain.toString();
        if ((value instanceof String || value instanceof Number) && KeyText.integral(digits)) {
            numbers(texts, digits);
        }
        return texts;
    }

    /** Adds what open holes may write for a number, beside its digits. */
    static void numbers(List<String> texts, String digits) {
        add(texts, "%str." + digits);
        if (digits.length() > 40) {
            return;
        }
        BigInteger number = new BigInteger(digits);
        if (!number.toString().equals(digits)) {
            return;
        }
        add(texts, "%big." + digits);
        int bits = number.bitLength();
        if (bits < 32) {
            add(texts, "%int." + digits);
        }
        if (bits < 16) {
            add(texts, "%short." + digits);
        }
        if (bits < 8) {
            add(texts, "%byte." + digits);
        }
    }

    private static void add(List<String> texts, String text) {
        if (!texts.contains(text)) {
            texts.add(text);
        }
    }
}
