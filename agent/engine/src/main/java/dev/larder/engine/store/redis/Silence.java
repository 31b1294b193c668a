package dev.larder.engine.store.redis;

import java.time.Duration;

/** How long a line has not answered the keeper. For one thread. */
final class Silence {

    /** A line that has been silent for this long is given up: the server may have gone without a word. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private long since = System.nanoTime();
    private int times;

    void ended() {
        since = System.nanoTime();
        times = 0;
    }

    /** There was no answer. True unless for the first time: being late once is not worth a word in the log. */
    boolean again() {
        return ++times > 1;
    }

    boolean tooLong() {
        return System.nanoTime() - since > PATIENCE.toNanos();
    }
}
