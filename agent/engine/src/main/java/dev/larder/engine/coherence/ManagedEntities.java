package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.ServingOptions;

/**
 * Whether one cached method's values may be served although they hold persistent entities: whoever gets one from the
 * database can change it and rely on the ORM to notice, whoever gets a copy can't.
 */
final class ManagedEntities {
    private final String cache;
    private final ServingOptions.Entities mode;
    private final UnitsOfWork units;
    private final Log log;
    private volatile boolean changedLater;

    ManagedEntities(String cache, ServingOptions.Entities mode, UnitsOfWork units, Log log) {
        this.cache = cache;
        this.mode = mode;
        this.units = units;
        this.log = log;
    }

    boolean served(UnitOfWork unit) {
        if (mode != ServingOptions.Entities.SAFE) {
            return mode == ServingOptions.Entities.ALWAYS;
        }
        if (!units.areWatched()) {
            return true;
        }
        // A session may outlive its read-only transaction within a request that is not safe, and change things later
        boolean unchanging = unit.inRequest() ? unit.safeRequest() && !unit.writable() : unit.readOnly();
        if (!unchanging) {
            return false;
        }
        unit.met(this);
        return !changedLater;
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
