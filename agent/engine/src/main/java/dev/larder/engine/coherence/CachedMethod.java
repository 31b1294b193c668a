package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.key.ConditionPlan;
import dev.larder.engine.key.Key;
import dev.larder.engine.key.KeyException;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.rule.ServingOptions;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Wrapper;
import dev.larder.engine.warm.RememberedMethod;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Cache-aside for one woven method: a hit returns without running the body, a miss runs it and stores what it returned.
 *
 * <p>The order of a miss is what keeps old values out: the lease and the generations are taken <em>before</em> the body
 * runs, so that any eviction after that moment either takes the lease away or leaves behind a value whose generations no
 * longer match.
 */
public final class CachedMethod implements CallHandler {
    private final String cache;
    private final KeyPlan keys;
    private final FieldNames fields;
    private final Coherence coherence;
    private final Reading reading;
    private final Loading loading;
    private final Filling filling;
    private final @Nullable ConditionPlan when;
    private final @Nullable Wrapper wrapper;
    private final @Nullable ManagedEntities entities;
    private final boolean hitsInTransaction;
    private final boolean standsIn;
    private final CacheMeter meter;
    private final Decisions decisions;
    private final HotCalls hotCalls;
    private final Refusals refusals;
    private final @Nullable Receivers receivers;

    /**
     * What the method is bound to; one for each woven method of each loaded class.
     *
     * @param method name and descriptor
     * @param ofAnyReceiver whether the method has a receiver of which the key tells nothing
     * @param waits false for a synchronized method: who waits in it keeps out those who don't have to
     */
    public record Binding(
            KeyPlan keys,
            Codec codec,
            String cache,
            String selected,
            Class<?> owner,
            String method,
            Class<?> returned,
            boolean waits,
            boolean ofAnyReceiver) {}

    /**
     * @param when calls for which it doesn't hold go to the method; null for none of them
     * @param remembered told of calls that may be made again; null where none are to be
     */
    public CachedMethod(
            Binding binding,
            @Nullable ConditionPlan when,
            Keeping keeping,
            CoherenceSettings settings,
            Coherence coherence,
            CacheMeter meter,
            @Nullable RememberedMethod remembered,
            Refusals refusals) {
        this.cache = binding.cache();
        this.keys = binding.keys();
        Codec codec = binding.codec();
        this.fields =
                new FieldNames(binding.cache(), binding.selected(), binding.owner(), binding.method(), codec.shape());
        this.coherence = coherence;
        this.wrapper = codec.wrapper();
        SoftExpiry soft = SoftExpiry.of(settings);
        this.reading = new Reading(coherence.store(), coherence.envelope(), codec, binding.returned(), meter, soft);
        this.loading = new Loading(coherence, reading, settings.longestWait(), manner(binding.waits()));
        this.filling = new Filling(coherence.store(), coherence.envelope(), codec, keeping, meter, refusals, soft);
        this.when = when;
        this.standsIn = !settings.staleIfError().isZero();
        this.entities = codec.holdsEntities()
                ? new ManagedEntities(cache, settings.entities(), coherence.units(), coherence.log())
                : null;
        this.hitsInTransaction = settings.inTransaction() == ServingOptions.InTransaction.HIT;
        this.meter = meter;
        this.decisions =
                new Decisions(cache, meter, CurrentSpan.seenBy(binding.owner(), coherence.log()), coherence.log());
        this.hotCalls = new HotCalls(meter.hotKeys(), source(binding.owner(), binding.method()), remembered, refusals);
        this.refusals = refusals;
        this.receivers = binding.ofAnyReceiver() ? new Receivers(refusals::severalReceivers) : null;
    }

    /**
     * By what notes of calls name a method.
     *
     * @param method name and descriptor
     */
    public static String source(Class<?> owner, String method) {
        return owner.getName() + " " + method;
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        long start = System.nanoTime();
        try {
            UnitOfWork unit = coherence.units().current();
            Bypass bypass = bypass(unit, start);
            if (bypass != null) {
                decisions.bypass(bypass);
                return null;
            }
            ManagedEntities.Serving serving =
                    entities == null ? ManagedEntities.Serving.SERVED : entities.serving(unit);
            if (serving == ManagedEntities.Serving.REFUSED) {
                decisions.bypass(Bypass.ENTITIES);
                return null;
            }
            if (when != null && !holds(when, self, arguments)) {
                decisions.bypass(Bypass.CONDITION);
                return null;
            }
            if (receivers != null && self != null) {
                receivers.seen(self);
            }
            Key key = keys.key(self, arguments);
            String field = fields.of(self);
            if (serving == ManagedEntities.Serving.ON_TRIAL) {
                hotCalls.miss(key, self, arguments);
                return onTrial(unit, key, field, self, arguments, start);
            }
            Found found = reading.read(key, field);
            if (found != null && !found.due()) {
                decisions.hit(key, System.nanoTime() - start);
                if (HotKeys.samples()) {
                    hotCalls.hit(key, self, arguments);
                }
                return found.answer();
            }
            if (unit.loads(this, self, key.text())) {
                // A body that calls its own super method: one call, one value, one count.
                return null;
            }
            Object begun = found == null ? loading.begin(unit, key, field) : loading.beginReload(unit, key, field);
            if (begun instanceof Permit permit) {
                hotCalls.miss(key, self, arguments);
                return load(unit, permit, self, arguments, start);
            }
            if (found != null) {
                decisions.stale(key, System.nanoTime() - start);
                return found.answer();
            }
            decisions.awaited(key, System.nanoTime() - start);
            return begun;
        } catch (KeyException unkeyable) {
            decisions.bypass(Bypass.KEY);
            refusals.unkeyable(unkeyable.getMessage());
            return null;
        } catch (StoreException away) {
            decisions.bypass(Bypass.STORE);
            return null;
        } catch (Throwable fault) {
            // Whatever it is, the application must not see it: the method runs as if no agent were there.
            decisions.bypass(Bypass.FAULT);
            refusals.fault(fault);
            return null;
        }
    }

    private Load load(UnitOfWork unit, Permit permit, @Nullable Object self, @Nullable Object[] arguments, long start) {
        Load load = new Load(this, unit, self, arguments, permit, start);
        unit.innermostLoad(load);
        decisions.loads();
        return load;
    }

    /** Runs the body whatever is stored; what it returns is, unless somebody else is at it. */
    private @Nullable Object onTrial(
            UnitOfWork unit, Key key, String field, @Nullable Object self, @Nullable Object[] arguments, long start)
            throws StoreException {
        if (unit.loads(this, self, key.text())) {
            return null;
        }
        Permit permit = loading.beginReload(unit, key, field);
        if (permit != null) {
            return load(unit, permit, self, arguments, start);
        }
        decisions.bypass(Bypass.ENTITIES);
        return null;
    }

    private Loading.Manner manner(boolean waits) {
        if (wrapper != null) {
            return wrapper.lazy() ? Loading.Manner.LAZY : Loading.Manner.ASYNCHRONOUS;
        }
        return waits ? Loading.Manner.WAITING : Loading.Manner.IN_TURN;
    }

    private boolean holds(ConditionPlan condition, @Nullable Object self, @Nullable Object[] arguments) {
        try {
            return condition.holds(self, arguments, null);
        } catch (KeyException unknown) {
            refusals.undecided("when", unknown.getMessage());
            return false;
        }
    }

    /** Why this call is to go straight to the method; null where it isn't. */
    private @Nullable Bypass bypass(UnitOfWork unit, long now) {
        if (!coherence.store().up()) {
            return Bypass.STORE;
        }
        if (coherence.caches().off()) {
            return Bypass.SWITCHED;
        }
        if (meter.benefit().resting(now)) {
            return Bypass.OFF;
        }
        if (refusals.resting()) {
            return Bypass.REFUSED;
        }
        if (unit.writing()) {
            return Bypass.WRITING;
        }
        // What comes in a future is asked for in a moment; what is waited for would hold up everybody
        if (wrapper == null && coherence.eventLoops().here()) {
            return Bypass.EVENT_LOOP;
        }
        if (!hitsInTransaction && unit.inTransaction()) {
            return Bypass.TRANSACTION;
        }
        return null;
    }

    boolean sameCache(CachedMethod other) {
        return cache.equals(other.cache);
    }

    /**
     * The body has ended. Throws nothing.
     *
     * @return as {@link dev.larder.engine.OpenCall#close}
     */
    @Nullable
    Object @Nullable [] loaded(Load load, @Nullable Object value, @Nullable Throwable thrown) {
        long end = System.nanoTime();
        if (wrapper != null && value != null && thrown == null) {
            return await(load, value, wrapper);
        }
        use(load, value, thrown == null, end);
        Object[] last = standsIn && standsInFor(thrown) ? standIn(load) : null;
        if (last == null) {
            missed(load, end, thrown == null);
        } else {
            meter.stoodIn();
        }
        return last;
    }

    /** Errors are no news of the database, and who was told to stop is to stop. */
    private static boolean standsInFor(@Nullable Throwable thrown) {
        return thrown instanceof Exception
                && !(thrown instanceof InterruptedException)
                && !(thrown instanceof CancellationException);
    }

    /** The last value, for a load that threw. Read anew: what was evicted since then is not served. */
    private Object @Nullable [] standIn(Load load) {
        try {
            Permit permit = load.permit();
            Found last = load.unit().writing() ? null : reading.standIn(permit.key(), permit.field());
            return last == null ? null : last.answer();
        } catch (StoreException away) {
            return null;
        } catch (Throwable fault) {
            refusals.fault(fault);
            return null;
        }
    }

    /** The value is still to come: the load ends when it does, on whichever thread that is. */
    private Object @Nullable [] await(Load load, Object returned, Wrapper around) {
        try {
            Object watched = around.watch(returned, new Wrapper.Arrival() {
                @Override
                public void begun() {
                    try {
                        load.permit().hold();
                    } catch (Throwable fault) {
                        refusals.fault(fault);
                    }
                }

                @Override
                public void arrived(@Nullable Object value) {
                    ended(value, true);
                }

                @Override
                public void failed() {
                    ended(null, false);
                }

                // Counted only now: the load has begun when the method returned, or not even then
                private void ended(@Nullable Object value, boolean well) {
                    try {
                        long end = System.nanoTime();
                        use(load, value, well, end);
                        missed(load, end, well);
                    } catch (Throwable fault) {
                        // In the middle of the application's own pipeline
                        refusals.fault(fault);
                    }
                }
            });
            return watched == returned ? null : CallHandler.answer(watched);
        } catch (Throwable fault) {
            refusals.fault(fault);
            use(load, null, false, System.nanoTime());
            return null;
        }
    }

    /** @param well false where there is no value, since the body threw or the future failed */
    private void use(Load load, @Nullable Object value, boolean well, long end) {
        Permit permit = load.permit();
        try {
            Lease lease = permit.use(meter);
            if (lease != null && well && !load.unit().writing() && !elsewhere(load.unit())) {
                loading.took(end - load.bodyStart());
                filling.fill(lease, load, value);
            } else if (lease != null) {
                if (well) {
                    // What was read may be this thread's own, and not yet anybody else's
                    meter.discard(Discard.WRITING);
                }
                coherence.store().release(lease);
            }
        } catch (Throwable fault) {
            refusals.fault(fault);
        } finally {
            permit.end();
        }
    }

    /** Whether a value has come on a thread that is in the middle of a transaction of its own, and may have read in it. */
    private boolean elsewhere(UnitOfWork unit) {
        UnitOfWork here = coherence.units().current();
        return here != unit && (here.writing() || here.inTransaction());
    }

    private void missed(Load load, long end, boolean well) {
        Key key = load.permit().key();
        decisions.miss(key, System.nanoTime() - load.start(), end - load.bodyStart(), well);
        meter.slowLoads().loaded(key.text(), end - load.bodyStart(), end);
    }
}
