package dev.larder.engine.key;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The valid word that a misspelt one most likely meant. */
public final class Nearest {
    private static final int LONGEST = 64;

    private Nearest() {}

    /** The nearest of the words, or null where none is near enough to be worth a guess. */
    public static @Nullable String of(String misspelt, Collection<String> words) {
        if (misspelt.length() > LONGEST) {
            return null;
        }
        String given = misspelt.toLowerCase(Locale.ROOT);
        String nearest = null;
        // A third of the letters may be wrong: more, and the guess confuses more than it helps.
        int least = Math.max(1, given.length() / 3) + 1;
        for (String word : words) {
            if (word.length() > LONGEST) {
                continue;
            }
            int distance = distance(given, word.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** A sentence that ends a message: the guess, else the list of what there is; with a leading blank. */
    public static String hint(String misspelt, Collection<String> words) {
        String nearest = of(misspelt, words);
        if (nearest != null) {
            return " Did you mean '" + nearest + "'?";
        }
        return words.isEmpty() ? "" : " Known here: " + String.join(", ", words) + ".";
    }

    /** Insertions, deletions, changes and swaps of neighbours between the two. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = least;
            }
        }
        return cost[a.length()][b.length()];
    }
}
