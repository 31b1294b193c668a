package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;

/** What all woven methods of one set of rules share. Safe for use by many threads. */
public final class Coherence {
    private final Store store;
    private final Log log;
    private final Flights flights = new Flights();
    private final HeldLeases leases;
    private final UnitsOfWork units;

    public Coherence(Store store, Log log) {
        this.store = store;
        this.log = log;
        this.leases = new HeldLeases(store);
        this.units = new UnitsOfWork(store, new Evictor(store, flights, log));
    }

    /** The door for whoever watches transactions and requests. */
    public UnitsOfWork units() {
        return units;
    }

    Store store() {
        return store;
    }

    Flights flights() {
        return flights;
    }

    HeldLeases leases() {
        return leases;
    }

    Log log() {
        return log;
    }
}
