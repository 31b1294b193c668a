package dev.larder.engine.coherence;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.Sealing;

/** What all woven methods of one set of rules share. Safe for use by many threads. */
public final class Coherence {
    private final Store store;
    private final Log log;
    private final Switch caches;
    private final Flights flights;
    private final HeldLeases leases;
    private final UnitsOfWork units;
    private final Envelope envelope;
    private final EventLoops eventLoops = new EventLoops();

    public Coherence(Store store, Sealing sealing, Log log) {
        this(store, sealing, log, new Switch());
    }

    /** @param caches with which people switch all of them off */
    public Coherence(Store store, Sealing sealing, Log log, Switch caches) {
        this.envelope = new Envelope(sealing);
        this.store = store;
        this.log = log;
        this.caches = caches;
        this.flights = new Flights();
        this.leases = new HeldLeases(store);
        this.units = new UnitsOfWork(new StoreInForce(store, new Evictor(store, flights, log)));
    }

    /** Over another store than before: transactions under way go on, and evict from both. */
    private Coherence(Coherence before, Store store, Sealing sealing) {
        this.envelope = new Envelope(sealing);
        this.store = store;
        this.log = before.log;
        this.caches = before.caches;
        this.flights = new Flights();
        this.leases = new HeldLeases(store);
        this.units = before.units;
        units.store().replace(store, new Evictor(store, flights, log));
    }

    private Coherence(Coherence same, Sealing sealing) {
        this.envelope = new Envelope(sealing);
        this.store = same.store;
        this.log = same.log;
        this.caches = same.caches;
        this.flights = same.flights;
        this.leases = same.leases;
        this.units = same.units;
    }

    /** The same, transactions and loads under way included, but for how values are sealed from now on. */
    public Coherence sealed(Sealing sealing) {
        return new Coherence(this, sealing);
    }

    /** What takes this one's place where the rules name another store: the units of work stay, those under way included. */
    public Coherence over(Store other, Sealing sealing) {
        return new Coherence(this, other, sealing);
    }

    /** The door for whoever watches transactions and requests. */
    public UnitsOfWork units() {
        return units;
    }

    Store store() {
        return store;
    }

    Switch caches() {
        return caches;
    }

    /** What values lie in. */
    Envelope envelope() {
        return envelope;
    }

    Flights flights() {
        return flights;
    }

    EventLoops eventLoops() {
        return eventLoops;
    }

    HeldLeases leases() {
        return leases;
    }

    Log log() {
        return log;
    }
}
