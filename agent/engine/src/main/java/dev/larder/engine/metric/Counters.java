package dev.larder.engine.metric;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * A counter for each constant of an enum, there beforehand. An array and not a map: each of hundreds of caches has thirty
 * of them at a start. Safe for use by many threads.
 */
@SuppressWarnings("EnumOrdinal") // counters live no longer than the JVM
final class Counters<E extends Enum<E>> {
    private final E[] constants;
    private final LongAdder[] counters;

    /** @param constants all of them, in their order; kept as it is */
    Counters(E[] constants) {
        this.constants = constants;
        this.counters = new LongAdder[constants.length];
        for (int i = 0; i < counters.length; i++) {
            counters[i] = new LongAdder();
        }
    }

    void increment(E constant) {
        counters[constant.ordinal()].increment();
    }

    long sum(E constant) {
        return counters[constant.ordinal()].sum();
    }

    /** Those that are more than zero, by their labels. */
    Map<String, Long> counted(Function<E, String> label) {
        Map<String, Long> counted = new LinkedHashMap<>();
        for (E constant : constants) {
            long times = sum(constant);
            if (times > 0) {
                counted.put(label.apply(constant), times);
            }
        }
        return counted;
    }
}
