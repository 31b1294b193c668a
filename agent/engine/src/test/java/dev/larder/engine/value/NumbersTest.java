package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers of variable length, at each length's ends, near the end of the bytes and far from it. */
class NumbersTest {

    private static void both(long value) throws Exception {
        for (int after : new int[] {0, 20}) {
            Output out = new Output(0, 1 << 10);
            out.signed(value);
            out.signed((int) value);
            out.number((int) value);
            out.text("x".repeat(after));
            byte[] bytes = out.toBytes();
            Input in = new Input(bytes, 0, bytes.length);
            assertThat(in.signedLong()).isEqualTo(value);
            assertThat(in.signed()).isEqualTo((int) value);
            assertThat(in.number()).isEqualTo((int) value);
            assertThat(in.text()).hasSize(after);
        }
    }

    @Test
    void each_comes_back() throws Exception {
        for (int bits = 0; bits < 64; bits++) {
            for (long off = -2; off <= 2; off++) {
                both((1L << bits) + off);
                both(-(1L << bits) + off);
            }
        }
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            both(random.nextLong() >> random.nextInt(64));
        }
    }

    @Test
    void the_length_is_that_of_seven_bits_a_byte() throws Exception {
        for (int bits = 1; bits <= 56; bits++) {
            assertThat(LittleEndian.spreadLength((1L << bits) - 1)).isEqualTo((bits + 6) / 7);
        }
    }
}
