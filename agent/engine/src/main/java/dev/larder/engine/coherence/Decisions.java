package dev.larder.engine.coherence;

import dev.larder.engine.key.Key;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;

/** What became of each call of one cached method: counted, and written out where the log asks for it. Any thread. */
final class Decisions {
    private final String cache;
    private final CacheMeter meter;
    private final Log log;

    Decisions(String cache, CacheMeter meter, Log log) {
        this.cache = cache;
        this.meter = meter;
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
        tell(key, "hit", nanos);
    }

    /** A hit that has waited for another's load. */
    void awaited(Key key, long nanos) {
        meter.awaited(nanos);
        tell(key, "hit after a wait", nanos);
    }

    void stale(Key key, long nanos) {
        meter.stale(nanos);
        tell(key, "stale hit", nanos);
    }

    void miss(Key key, long total, long load) {
        meter.miss(total, load);
        tell(key, "miss", total);
    }

    /** Nothing is put together, and nothing allocated, where nobody reads it. */
    private void tell(Key key, String outcome, long nanos) {
        if (log.debugs()) {
            log.debug("cache " + cache + ": " + outcome + " of " + key.text() + " in " + nanos / 1_000 + " µs");
        }
    }
}
