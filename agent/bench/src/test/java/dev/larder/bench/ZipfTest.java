package dev.larder.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ZipfTest {

    @Test
    void a_rank_is_drawn_in_proportion_to_its_inverse() {
        int[] drawn = new int[100];
        Zipf zipf = new Zipf(drawn.length);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            drawn[zipf.draw(random)]++;
        }
        // The hundredth harmonic number is 5.187
        assertThat(drawn[0]).isBetween(18_700, 19_900);
        assertThat(drawn[9]).isBetween(1_750, 2_110);
        assertThat(drawn[99]).isBetween(140, 250);
    }

    @Test
    void of_one_thing_it_is_drawn_always() {
        assertThat(new Zipf(1).draw(new SplittableRandom(1))).isZero();
    }
}
