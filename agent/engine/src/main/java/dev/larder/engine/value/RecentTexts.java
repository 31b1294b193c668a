package dev.larder.engine.value;

/**
 * Numbers short texts in the order in which they are written, and remembers where the latest stand, so that most of those
 * that come again are written as a number. Not all: each has one place only, which another may have taken since, for this
 * has to cost less than writing the text again.
 */
final class RecentTexts {
    private static final int PLACES = 16;

    /** Where a text stands in the bytes, which is never at 0, and above it the text's number. */
    private final long[] known = new long[PLACES];

    private int count;

    /**
     * @param out where the texts stand
     * @param characters of the text, as the JDK keeps them
     * @return the text's number where it is remembered; else -1, and it has one from now on
     */
    int find(Output out, byte[] characters, int coding) {
        long found = known[place(characters)];
        return found != 0 && out.isShortText((int) found, characters, coding) ? (int) (found >> Integer.SIZE) : -1;
    }

    /** Numbers one that is about to be written there. */
    void add(int at, byte[] characters) {
        known[place(characters)] = (long) count++ << Integer.SIZE | at;
    }

    /** By its length and its end, where most texts differ: its own hash, of all of it, is mostly still to be computed. */
    private static int place(byte[] characters) {
        int length = characters.length;
        return (length == 0 ? 0 : length * 7 + characters[length - 1]) & (PLACES - 1);
    }
}
