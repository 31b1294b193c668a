package dev.larder.engine.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What was said within the last minute, and how often it would have been said again. Safe for use by many threads. */
final class Repeats {
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    /** Beyond so many kinds everything is said: better too much than something untold. */
    private static final int MOST_KINDS = 200;

    private final Map<String, Said> kinds = new ConcurrentHashMap<>();

    private record Said(String message, long at, AtomicLong again) {}

    /** True where it is to be said now. */
    boolean first(String kind, String message, long now) {
        Said before = kinds.get(kind);
        if (before == null) {
            if (kinds.size() >= MOST_KINDS) {
                return true;
            }
            before = kinds.putIfAbsent(kind, new Said(message, now, new AtomicLong()));
        }
        if (before == null) {
            return true;
        }
        before.again().incrementAndGet();
        return false;
    }

    /** The sums of what was said first more than a minute ago; such things are news again afterwards. */
    List<String> due(long now) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<String> sums = new ArrayList<>();
        kinds.forEach((kind, said) -> {
            if (now - said.at() > WINDOW && kinds.remove(kind, said)) {
                long again = said.again().get();
                if (again > 0) {
                    sums.add(again + (again == 1 ? " time" : " times") + " more since then: " + said.message());
                }
            }
        });
        return sums;
    }
}
