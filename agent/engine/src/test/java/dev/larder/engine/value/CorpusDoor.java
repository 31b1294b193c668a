package dev.larder.engine.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** The corpus and its judge, for the benchmarks: they hold other libraries to it. */
public final class CorpusDoor {
    private CorpusDoor() {}

    /** What makes each kind of value anew, by its name. */
    public static Map<String, Callable<Object>> kinds() {
        Map<String, Callable<Object>> kinds = new LinkedHashMap<>();
        Corpus.all().forEach((name, maker) -> kinds.put(name, maker::make));
        return kinds;
    }

    /** The first difference between two graphs; null where there is none. */
    public static String difference(Object left, Object right) {
        return GraphComparison.difference(left, right);
    }

    /** For every kind. */
    public static Codec codec() {
        return CodecFixture.any();
    }
}
