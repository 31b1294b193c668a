package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * Numbers short texts in the order in which they are written, and remembers the latest, so that most of those that come
 * again are written as a number. Not all: each has one place only, which another may have taken since, for this has to
 * cost less than writing the text again.
 */
final class RecentTexts {
    private static final int FEWEST = 4;
    private static final int MOST = 32;

    private @Nullable String[] texts = new String[FEWEST];
    private int[] numbers = new int[FEWEST];
    private int count;

    /**
     * @param characters of the text, as the JDK keeps them
     * @return the text's number where it is remembered; else -1, and it has one from now on
     */
    int findOrAdd(String text, byte[] characters) {
        int place = place(characters) & (texts.length - 1);
        if (text.equals(texts[place])) {
            return numbers[place];
        }
        if (count == texts.length && count < MOST) {
            // What was remembered is soon there again
            texts = new String[MOST];
            numbers = new int[MOST];
            place = place(characters) & (MOST - 1);
        }
        texts[place] = text;
        numbers[place] = count++;
        return -1;
    }

    /** By its length and its end, where most texts differ: its own hash, of all of it, is mostly still to be computed. */
    private static int place(byte[] characters) {
        int length = characters.length;
        return length == 0 ? 0 : length * 7 + characters[length - 1];
    }
}
