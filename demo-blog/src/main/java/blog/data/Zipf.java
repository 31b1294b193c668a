package blog.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A few things are popular, most are not: the thing of rank r is drawn in proportion to 1 / (r + 30). */
final class Zipf {

    // Keeps the most popular of many from drawing everything.
    private static final int FLATNESS = 30;

    private final double[] cumulated;

    Zipf(int size) {
        cumulated = new double[size];
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += 1.0 / (rank + FLATNESS);
            cumulated[rank] = sum;
        }
    }

    int draw(SplittableRandom random) {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return at < 0 ? Math.min(-at - 1, cumulated.length - 1) : at;
    }
}
