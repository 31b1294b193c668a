package dev.larder.bench.history;

import java.nio.file.Path;
import java.util.List;

/**
 * Whose history.
 *
 * @param larder the packaged agent
 * @param budget of the rules
 * @param failing whether a write that can't be announced is to fail ({@code on-unreachable}), or to go on
 * @param options of the JVMs
 */
public record HistorySettings(Subject subject, Path larder, String budget, boolean failing, List<String> options) {

    static final int JVMS = 4;
    static final int THREADS = 4;
    static final int ROWS = 40;

    /** What caches. */
    public enum Subject {
        LARDER("jdbc"),
        SPRING("spring"),
        /** Its cache manager waits for commits. */
        SPRING_AWARE("spring-aware");

        private final String word;

        Subject(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static HistorySettings larder(Path jar, String budget, boolean failing, String... options) {
        return new HistorySettings(Subject.LARDER, jar, budget, failing, List.of(options));
    }

    static HistorySettings spring(boolean aware) {
        return new HistorySettings(aware ? Subject.SPRING_AWARE : Subject.SPRING, Path.of(""), "", false, List.of());
    }

    boolean ofLarder() {
        return subject == Subject.LARDER;
    }

    /** Whether reads may miss what their JVMs could not be told of. */
    boolean mayMiss() {
        return ofLarder() && !failing;
    }

    @Override
    public String toString() {
        return ofLarder()
                ? "Larder, budget " + budget + ", on-unreachable: " + (failing ? "fail" : "proceed")
                : "Spring's @Cacheable" + (subject == Subject.SPRING_AWARE ? ", transactionAware()" : "");
    }
}
