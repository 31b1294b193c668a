package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;

/**
 * Whether one cached method's values may be served although they hold persistent entities: whoever gets one from the
 * database can change it and rely on the ORM to notice, whoever gets a copy can't.
 */
final class ManagedEntities {
    private final String cache;
    private final CoherenceSettings.Entities mode;
    private final UnitsOfWork units;
    private final Log log;
    private volatile boolean changedLater;

    ManagedEntities(String cache, CoherenceSettings.Entities mode, UnitsOfWork units, Log log) {
        this.cache = cache;
        this.mode = mode;
        this.units = units;
        this.log = log;
    }

    boolean served(UnitOfWork unit) {
        if (mode != CoherenceSettings.Entities.SAFE) {
            return mode == CoherenceSettings.Entities.ALWAYS;
        }
        if (!units.areWatched()) {
            return true;
        }
        unit.met(this);
        return !changedLater && (unit.readOnly() || (unit.safeRequest() && !unit.writable()));
    }

    /** In a unit of work that wanted such values a writable transaction was opened after that. */
    void changedLater() {
        if (mode == CoherenceSettings.Entities.SAFE && !changedLater) {
            changedLater = true;
            log.warn("cache " + cache + ": its values hold persistent entities, and a transaction that may change them"
                    + " was opened after they had been read; they are served no more. Where nobody changes them, write"
                    + " entities: always");
        }
    }
}
