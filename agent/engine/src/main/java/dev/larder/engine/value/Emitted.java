package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The elements of one subscription, up to a bound. Whoever is given one may change it before the last is there, and what is
 * cached would be what it made of it; so a sum of each is taken when it passes, and again in the end.
 */
final class Emitted {
    private static final int MOST = 10_000;

    private final OneArrival arrival;
    private final Codec codec;
    private final List<Object> elements = new ArrayList<>();
    private long[] sums = new long[16];

    Emitted(OneArrival arrival, Codec codec) {
        this.arrival = arrival;
        this.codec = codec;
    }

    /** Elements of one subscription come one after the other, if not on one thread. Throws nothing. */
    void add(Object element) {
        if (arrival.over()) {
            elements.clear();
            return;
        }
        int number = elements.size();
        if (number == MOST) {
            giveUp();
            return;
        }
        if (number == sums.length) {
            sums = Arrays.copyOf(sums, number * 2);
        }
        try {
            sums[number] = sum(element);
            elements.add(element);
        } catch (RefusedException | RuntimeException | LinkageError odd) {
            giveUp();
        }
    }

    void complete() {
        try {
            for (int i = 0; i < elements.size(); i++) {
                if (sum(elements.get(i)) != sums[i]) {
                    giveUp();
                    return;
                }
            }
        } catch (RefusedException | RuntimeException | LinkageError odd) {
            giveUp();
            return;
        }
        arrival.arrived(elements);
    }

    private void giveUp() {
        elements.clear();
        arrival.failed();
    }

    private long sum(Object element) throws RefusedException {
        byte[] bytes = codec.encode(element);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (long) bytes.length << 32 | crc.getValue();
    }
}
