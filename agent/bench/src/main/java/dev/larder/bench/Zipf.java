package dev.larder.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Few things are popular, most are not: rank r (from 0) is drawn in proportion to 1 / (r + 1). Immutable. */
final class Zipf {
    private final double[] cumulated;

    Zipf(int size) {
        cumulated = new double[size];
        double sum = 0;
        for (int rank = 0; rank < size; rank++) {
            sum += 1.0 / (rank + 1);
            cumulated[rank] = sum;
        }
    }

    int draw(SplittableRandom random) {
        int at = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return at < 0 ? Math.min(-at - 1, cumulated.length - 1) : at;
    }
}
