package dev.larder.engine.coherence;

import dev.larder.engine.key.Key;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import org.jspecify.annotations.Nullable;

/**
 * What became of each call of one cached method: counted, written on the application's span where there is one, and
 * written out where the log asks for it. Any thread.
 */
final class Decisions {
    private final String cache;
    private final CacheMeter meter;
    private final @Nullable CurrentSpan span;
    private final Log log;

    /** @param span null where the application has no tracing */
    Decisions(String cache, CacheMeter meter, @Nullable CurrentSpan span, Log log) {
        this.cache = cache;
        this.meter = meter;
        this.span = span;
        this.log = log;
    }

    void bypass(Bypass reason) {
        meter.bypass(reason);
        if (log.debugs()) {
            log.debug("cache " + cache + ": past the cache (" + reason.label() + ")");
        }
    }

    void hit(Key key, long nanos) {
        meter.hit(nanos);
        trace("hit");
        tell(key, "hit", nanos);
    }

    /** A hit that has waited for another's load. */
    void awaited(Key key, long nanos) {
        meter.awaited(nanos);
        tell(key, "hit after a wait", nanos);
    }

    void stale(Key key, long nanos) {
        meter.stale(nanos);
        trace("stale");
        tell(key, "stale hit", nanos);
    }

    /** The call goes to its method. Told on the caller's thread; {@link #miss} may come later, and on another. */
    void loads() {
        trace("miss");
    }

    void miss(Key key, long total, long load, boolean well) {
        if (well) {
            meter.miss(total, load);
        } else {
            meter.failure(total, load);
        }
        tell(key, "miss", total);
    }

    private void trace(String outcome) {
        if (span != null) {
            span.outcome(cache, outcome);
        }
    }

    /** Nothing is put together, and nothing allocated, where nobody reads it. */
    private void tell(Key key, String outcome, long nanos) {
        if (log.debugs()) {
            log.debug("cache " + cache + ": " + outcome + " of " + key.text() + " in " + nanos / 1_000 + " µs");
        }
    }
}
