package dev.larder.engine.warm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered, and what became of it.
 *
 * @param progress of the calls that are made again, or were last; null where none were
 */
public record Warmth(@Nullable Progress progress, List<Share> methods) {
    public Warmth {
        methods = List.copyOf(methods);
    }

    /**
     * How far it is.
     *
     * @param failed of those that are done
     * @param stopped why it ended before its end; null where it didn't
     * @param failures how often each came, without any argument
     */
    public record Progress(
            boolean running,
            int done,
            int all,
            int failed,
            @Nullable String stopped,
            Map<String, Integer> failures) {
        public Progress {
            failures = new LinkedHashMap<>(failures);
        }
    }

    /**
     * One method's part.
     *
     * @param remembered calls that this JVM could make again
     * @param obstacle why none are made; null where they are
     */
    public record Share(
            String cache,
            String method,
            int remembered,
            @Nullable String obstacle) {}
}
