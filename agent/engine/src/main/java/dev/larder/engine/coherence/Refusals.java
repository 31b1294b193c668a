package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.RuleBoard;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one woven method could not be served with, and why. Says each thing once, and faults of Larder's as often as the log
 * does, which sums them up; after three refusals in a row the method
 * rests, for encoding a value only to throw it away costs each call and helps none. Safe for use by many threads.
 */
public final class Refusals {
    private static final int PATIENCE = 3;

    /** Of one method, and ever: words may differ from call to call. */
    private static final int MOST_NOTED = 20;

    private final String cache;
    private final String method;
    private final RuleBoard board;
    private final Log log;
    private final AtomicInteger inRow = new AtomicInteger();
    private final AtomicReference<@Nullable String> lastSaid = new AtomicReference<>();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean keySaid = new AtomicBoolean();
    private final AtomicBoolean undecidedSaid = new AtomicBoolean();

    public Refusals(String cache, String method, RuleBoard board, Log log) {
        this.cache = cache;
        this.method = method;
        this.board = board;
        this.log = log;
    }

    boolean resting() {
        return inRow.getPlain() >= PATIENCE;
    }

    void accepted() {
        if (inRow.getPlain() != 0) {
            inRow.set(0);
        }
    }

    void refused(@Nullable String reason) {
        String words = reason == null ? "the value can't be brought back faithfully" : reason;
        int now = inRow.incrementAndGet();
        note("a value is not cached: " + words);
        if (!words.equals(lastSaid.getAndSet(words))) {
            log.warn("cache " + cache + ": a value of " + method + " is not cached: " + words);
        }
        if (now == PATIENCE && board.refused(cache, method, words)) {
            log.warn("cache " + cache + ": refused, since " + method + " returned such values " + PATIENCE
                    + " times in a row; its calls go straight to it from now on");
        }
    }

    void unkeyable(@Nullable String reason) {
        note("a call has no key: " + reason);
        if (keySaid.compareAndSet(false, true)) {
            log.warn("cache " + cache + ": a call of " + method + " is not cached, it has no key: " + reason);
        }
    }

    /** @param word of the rule, whose condition nobody can tell */
    void undecided(String word, @Nullable String reason) {
        note("'" + word + "' can't be told: " + reason);
        if (undecidedSaid.compareAndSet(false, true)) {
            log.warn("cache " + cache + ": a call of " + method + " is not cached, its '" + word + "' can't be told: "
                    + reason);
        }
    }

    void severalReceivers() {
        String words =
                "is called on several objects, which share values, since the key doesn't hold {this}. Add {this} or a"
                        + " property of it, such as {this.id}, unless the result doesn't depend on the object";
        note(words);
        log.warn("cache " + cache + ": " + method + " " + words);
    }

    /** Each thing once: this may be on the way of every call. */
    private void note(String words) {
        if (!noted.contains(words) && noted.size() < MOST_NOTED && noted.add(words)) {
            board.note(cache, method + ": " + words);
        }
    }

    void fault(Throwable fault) {
        note("Larder failed: " + fault);
        log.fault("cache " + cache + ": Larder failed at " + method + ", such calls go straight to it", fault);
    }
}
