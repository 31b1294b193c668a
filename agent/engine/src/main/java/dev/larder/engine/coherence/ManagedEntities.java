package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.ServingOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether one cached method's values may be served although they hold persistent entities: whoever gets one from the
 * database can change it and rely on the ORM to notice, whoever gets a copy can't.
 *
 * <p>What was served can't be taken back. So each kind of request first gets them from the database a few times, as if there
 * were no cache, and is served only when no transaction has come after them in which they could have been changed.
 */
final class ManagedEntities {

    /** How many requests of a kind have to pass before one is served. */
    static final int TRIALS = 10;

    /** What becomes of a call. */
    enum Serving {
        SERVED,
        /** It gets what the method returns, which is stored for others. */
        ON_TRIAL,
        REFUSED
    }

    private final String cache;
    private final ServingOptions.Entities mode;
    private final UnitsOfWork units;
    private final Log log;
    private final Map<Endpoints.Kind, AtomicInteger> passed = new ConcurrentHashMap<>();
    private volatile boolean changedLater;

    ManagedEntities(String cache, ServingOptions.Entities mode, UnitsOfWork units, Log log) {
        this.cache = cache;
        this.mode = mode;
        this.units = units;
        this.log = log;
    }

    Serving serving(UnitOfWork unit) {
        if (mode != ServingOptions.Entities.SAFE) {
            return mode == ServingOptions.Entities.ALWAYS ? Serving.SERVED : Serving.REFUSED;
        }
        if (!units.areWatched()) {
            return units.areToBeWatched() ? Serving.REFUSED : Serving.SERVED;
        }
        Endpoint endpoint = unit.endpoint();
        // A session may outlive its read-only transaction within a request that is not safe, and change things later
        boolean unchanging = endpoint == null ? unit.readOnly() : unit.safeRequest() && !unit.writable();
        if (!unchanging) {
            return Serving.REFUSED;
        }
        unit.met(this);
        if (changedLater) {
            return Serving.REFUSED;
        }
        return endpoint == null || tried(endpoint) ? Serving.SERVED : Serving.ON_TRIAL;
    }

    private boolean tried(Endpoint endpoint) {
        AtomicInteger times = passed.get(endpoint.kind());
        return times != null && times.get() >= TRIALS;
    }

    /** A request in which they were wanted has ended, and nobody has changed anything after that. */
    void unchanged(Endpoint endpoint) {
        if (!tried(endpoint)) {
            passed.computeIfAbsent(endpoint.kind(), first -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    /** In a unit of work that could have been served such values, a transaction that may have changed them came later. */
    void changedLater() {
        if (mode == ServingOptions.Entities.SAFE && !changedLater) {
            changedLater = true;
            log.warn("cache " + cache + ": its values hold persistent entities, and a transaction that may change them"
                    + " was opened after they had been read; they are served no more. Where nobody changes them, write"
                    + " entities: always");
        }
    }
}
