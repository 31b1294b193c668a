package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.key.Key;
import dev.larder.engine.key.KeyException;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Wrapper;
import java.time.Duration;
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
    private final @Nullable Wrapper wrapper;
    private final @Nullable ManagedEntities entities;
    private final boolean hitsInTransaction;
    private final CacheMeter meter;
    private final Refusals refusals;

    /**
     * What the method is bound to; one for each woven method of each loaded class.
     *
     * @param method name and descriptor
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
            boolean waits) {}

    public CachedMethod(
            Binding binding,
            Duration ttl,
            int jitterPercent,
            CoherenceSettings settings,
            Coherence coherence,
            CacheMeter meter,
            Refusals refusals) {
        this.cache = binding.cache();
        this.keys = binding.keys();
        Codec codec = binding.codec();
        this.fields =
                new FieldNames(binding.cache(), binding.selected(), binding.owner(), binding.method(), codec.shape());
        this.coherence = coherence;
        this.wrapper = codec.wrapper();
        SoftExpiry soft = settings.staleWhileReload().isZero() ? null : new SoftExpiry(settings.staleWhileReload());
        this.reading = new Reading(coherence.store(), coherence.envelope(), codec, binding.returned(), meter, soft);
        this.loading = new Loading(coherence, reading, settings.longestWait(), binding.waits());
        this.filling =
                new Filling(coherence.store(), coherence.envelope(), codec, ttl, jitterPercent, meter, refusals, soft);
        this.entities = codec.holdsEntities()
                ? new ManagedEntities(cache, settings.entities(), coherence.units(), coherence.log())
                : null;
        this.hitsInTransaction = settings.inTransaction() == CoherenceSettings.InTransaction.HIT;
        this.meter = meter;
        this.refusals = refusals;
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        long start = System.nanoTime();
        try {
            UnitOfWork unit = coherence.units().current();
            Bypass bypass = bypass(unit);
            if (bypass != null) {
                meter.bypass(bypass);
                return null;
            }
            Key key = keys.key(self, arguments);
            String field = fields.of(self);
            Found found = reading.read(key, field);
            if (found != null && !found.due()) {
                meter.hit(System.nanoTime() - start);
                return found.answer();
            }
            if (unit.loads(this, self, key.text())) {
                // A body that calls its own super method: one call, one value, one count.
                return null;
            }
            Object begun = found == null ? loading.begin(unit, key, field) : loading.beginReload(unit, key, field);
            if (begun instanceof Permit permit) {
                Load load = new Load(this, unit, self, permit, start);
                unit.innermostLoad(load);
                return load;
            }
            if (found != null) {
                meter.stale(System.nanoTime() - start);
                return found.answer();
            }
            meter.hit(System.nanoTime() - start);
            return begun;
        } catch (KeyException unkeyable) {
            meter.bypass(Bypass.KEY);
            refusals.unkeyable(unkeyable.getMessage());
            return null;
        } catch (StoreException away) {
            meter.bypass(Bypass.STORE);
            return null;
        } catch (Throwable fault) {
            // Whatever it is, the application must not see it: the method runs as if no agent were there.
            meter.bypass(Bypass.FAULT);
            refusals.fault(fault);
            return null;
        }
    }

    /** Why this call is to go straight to the method; null where it isn't. */
    private @Nullable Bypass bypass(UnitOfWork unit) {
        if (!coherence.store().up()) {
            return Bypass.STORE;
        }
        if (refusals.resting()) {
            return Bypass.REFUSED;
        }
        if (unit.writing()) {
            return Bypass.WRITING;
        }
        if (!hitsInTransaction && unit.inTransaction()) {
            return Bypass.TRANSACTION;
        }
        return entities == null || entities.served(unit) ? null : Bypass.ENTITIES;
    }

    boolean sameCache(CachedMethod other) {
        return cache.equals(other.cache);
    }

    /** The body has ended. Throws nothing. */
    void loaded(Load load, @Nullable Object value, @Nullable Throwable thrown) {
        long end = System.nanoTime();
        if (wrapper != null && value != null && thrown == null) {
            await(load, value, wrapper);
        } else {
            use(load, value, thrown == null, end);
        }
        meter.miss(System.nanoTime() - load.start(), end - load.bodyStart());
    }

    /** The value is still to come: the load ends when it does, on whichever thread that is. */
    private void await(Load load, Object returned, Wrapper around) {
        try {
            around.watch(returned, new Wrapper.Arrival() {
                @Override
                public void arrived(@Nullable Object value) {
                    use(load, value, true, System.nanoTime());
                }

                @Override
                public void failed() {
                    use(load, null, false, System.nanoTime());
                }
            });
        } catch (Throwable fault) {
            refusals.fault(fault);
            use(load, null, false, System.nanoTime());
        }
    }

    /** @param well false where there is no value, since the body threw or the future failed */
    private void use(Load load, @Nullable Object value, boolean well, long end) {
        Permit permit = load.permit();
        try {
            Lease lease = permit.use(meter);
            if (lease != null && well && !load.unit().writing()) {
                loading.took(end - load.bodyStart());
                filling.fill(lease, value);
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
}
