package dev.larder.engine.coherence;

import dev.larder.engine.key.KeyException;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.RefusedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one cached method's loads leave in the store. Any thread. */
final class Filling {
    private final Store store;
    private final Envelope envelope;
    private final Codec codec;
    private final CacheMeter meter;
    private final Refusals refusals;
    private final Keeping keeping;
    private final @Nullable SoftExpiry soft;
    private final FillOutcome outcome = this::filled;

    Filling(
            Store store,
            Envelope envelope,
            Codec codec,
            Keeping keeping,
            CacheMeter meter,
            Refusals refusals,
            @Nullable SoftExpiry soft) {
        this.soft = soft;
        this.store = store;
        this.envelope = envelope;
        this.codec = codec;
        this.keeping = keeping;
        this.meter = meter;
        this.refusals = refusals;
    }

    /** Encodes on the caller's thread, since the value may change afterwards, and sends without waiting. */
    void fill(Lease lease, Load load, @Nullable Object value) {
        boolean handedOver = false;
        try {
            Duration ttl = keeping.of(load.self(), load.arguments(), value);
            if (ttl == null) {
                meter.discard(Discard.CONDITION);
                return;
            }
            byte[] sealed = envelope.write(
                    lease.key(),
                    codec.shape(),
                    lease.incarnation(),
                    System.currentTimeMillis(),
                    soft == null ? 0 : soft.at(ttl),
                    lease.generations(),
                    codec.encode(value));
            handedOver = true;
            store.fill(lease, sealed, soft == null ? ttl : soft.lifeFor(ttl), outcome);
            refusals.accepted();
        } catch (RefusedException refused) {
            meter.discard(Discard.VALUE);
            refusals.refused(refused.getMessage());
        } catch (KeyException undecided) {
            meter.discard(Discard.CONDITION);
            refusals.undecided("unless", undecided.getMessage());
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
}
