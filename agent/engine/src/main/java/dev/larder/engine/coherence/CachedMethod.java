package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.key.Key;
import dev.larder.engine.key.KeyException;
import dev.larder.engine.key.KeyPlan;
import dev.larder.engine.metric.Bypass;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.Sealing;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Cache-aside for one woven method: a hit returns without running the body, a miss runs it and stores what it returned.
 *
 * <p>The order of a miss is what keeps old values out: the lease and the generations are taken <em>before</em> the body
 * runs, so that any eviction after that moment either takes the lease away or leaves behind a value whose generations no
 * longer match.
 */
public final class CachedMethod implements CallHandler {

    /** How long a load may take and still be stored. */
    private static final Duration HOLD = Duration.ofSeconds(10);

    private final String cache;
    private final KeyPlan keys;
    private final Codec codec;
    private final FieldNames fields;
    private final Class<?> returned;
    private final Store store;
    private final UnitsOfWork units;
    private final CacheMeter meter;
    private final Refusals refusals;
    private final long ttlMillis;
    private final long jitterMillis;
    private final Envelope envelope = new Envelope(Sealing.NONE);
    private final FillOutcome outcome = this::filled;

    /** What the method is bound to; one for each woven method of each loaded class. */
    public record Binding(
            KeyPlan keys, Codec codec, String cache, String selected, Class<?> owner, Class<?> returned) {}

    public CachedMethod(
            Binding binding,
            Duration ttl,
            int jitterPercent,
            Store store,
            UnitsOfWork units,
            CacheMeter meter,
            Refusals refusals) {
        this.cache = binding.cache();
        this.keys = binding.keys();
        this.codec = binding.codec();
        this.fields = new FieldNames(
                binding.cache(),
                binding.selected(),
                binding.owner(),
                binding.codec().shape());
        this.returned = binding.returned();
        this.store = store;
        this.units = units;
        this.meter = meter;
        this.refusals = refusals;
        this.ttlMillis = ttl.toMillis();
        this.jitterMillis = ttlMillis * jitterPercent / 100;
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        long start = System.nanoTime();
        try {
            if (!store.up()) {
                meter.bypass(Bypass.STORE);
                return null;
            }
            if (refusals.resting()) {
                meter.bypass(Bypass.REFUSED);
                return null;
            }
            UnitOfWork unit = units.current();
            if (unit.writing()) {
                meter.bypass(Bypass.WRITING);
                return null;
            }
            Key key = keys.key(self, arguments);
            String field = fields.of(self);
            Snapshot seen = store.read(key.text(), field, key.tags());
            Object[] hit = seen.value() == null ? null : accept(key, seen.value(), seen);
            if (hit != null) {
                meter.hit(System.nanoTime() - start);
                return hit;
            }
            if (unit.loads(this, self, key.text())) {
                // A body that calls its own super method: one call, one value, one count.
                return null;
            }
            return load(unit, self, key, field, start);
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

    private Load load(UnitOfWork unit, @Nullable Object self, Key key, String field, long start) throws StoreException {
        LeaseReply reply = store.lease(key.text(), field, key.tags(), HOLD);
        Load load = new Load(this, unit, self, key.text(), reply instanceof Lease lease ? lease : null, start);
        unit.innermostLoad(load);
        return load;
    }

    boolean sameCache(CachedMethod other) {
        return cache.equals(other.cache);
    }

    /** The value in an array of one, or null where what was stored is not to be used. */
    private Object @Nullable [] accept(Key key, byte[] stored, Snapshot seen) {
        Discard reason = Validity.of(envelope, stored, key.text(), codec.shape(), seen);
        if (reason == null) {
            try {
                Envelope.Body body = envelope.body(stored, key.text());
                Object value = codec.decode(body.bytes(), body.offset(), body.length());
                if (fits(value)) {
                    return new Object[] {value};
                }
                reason = Discard.PAYLOAD;
            } catch (BadPayloadException damaged) {
                reason = Discard.PAYLOAD;
            }
        }
        meter.discard(reason);
        return null;
    }

    /** A value of another type would be assigned as null or zero once the body has been skipped. */
    private boolean fits(@Nullable Object value) {
        return value == null ? !returned.isPrimitive() : Boxes.boxed(returned).isInstance(value);
    }

    /** The body has ended. Throws nothing. */
    void loaded(Load load, @Nullable Object value, @Nullable Throwable thrown) {
        long end = System.nanoTime();
        try {
            store(load.lease(), value, thrown);
        } catch (Throwable fault) {
            refusals.fault(fault);
        }
        meter.miss(System.nanoTime() - load.start(), end - load.bodyStart());
    }

    private void store(@Nullable Lease lease, @Nullable Object value, @Nullable Throwable thrown) {
        if (lease == null) {
            meter.discard(Discard.TAKEN);
            return;
        }
        boolean handedOver = false;
        try {
            if (thrown == null) {
                byte[] body = codec.encode(value);
                byte[] sealed = envelope.write(
                        lease.key(),
                        codec.shape(),
                        lease.incarnation(),
                        System.currentTimeMillis(),
                        0,
                        lease.generations(),
                        body);
                handedOver = true;
                store.fill(lease, sealed, jittered(), outcome);
                refusals.accepted();
            }
        } catch (RefusedException refused) {
            meter.discard(Discard.VALUE);
            refusals.refused(refused.getMessage());
        } finally {
            if (!handedOver) {
                store.release(lease);
            }
        }
    }

    private void filled(FillOutcome.Result result) {
        switch (result) {
            case STORED -> meter.put();
            case LEASE_LOST -> meter.discard(Discard.LEASE);
            case FAILED -> meter.discard(Discard.STORE);
        }
    }

    /** Entries that were filled together should not all run out together. */
    private Duration jittered() {
        long spread = jitterMillis == 0 ? 0 : ThreadLocalRandom.current().nextLong(-jitterMillis, jitterMillis + 1);
        return Duration.ofMillis(Math.max(1, ttlMillis + spread));
    }
}
