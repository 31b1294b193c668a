package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.key.Key;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.Discard;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.Envelope;
import dev.larder.engine.value.Wrapper;
import org.jspecify.annotations.Nullable;

/** What one cached method's callers are served: read, checked, and decoded anew for each of them. Any thread. */
final class Reading {
    private final Store store;
    private final Envelope envelope;
    private final Codec codec;
    private final Class<?> returned;
    private final @Nullable Wrapper wrapper;
    private final CacheMeter meter;
    private final @Nullable SoftExpiry soft;

    /** @param returned what the method returns */
    Reading(
            Store store,
            Envelope envelope,
            Codec codec,
            Class<?> returned,
            CacheMeter meter,
            @Nullable SoftExpiry soft) {
        this.soft = soft;
        this.store = store;
        this.envelope = envelope;
        this.codec = codec;
        this.returned = returned;
        this.wrapper = codec.wrapper();
        this.meter = meter;
    }

    /** Null where there is nothing that may be served. One round trip. */
    @Nullable
    Found read(Key key, String field) throws StoreException {
        return read(key, field, false);
    }

    /** As the other, for a load that threw: what has outlived its time may stand in, what was evicted may not. */
    @Nullable
    Found standIn(Key key, String field) throws StoreException {
        return read(key, field, true);
    }

    private @Nullable Found read(Key key, String field, boolean failed) throws StoreException {
        Snapshot seen = store.read(key.text(), field, key.tags());
        return seen.value() == null ? null : accept(key, field, seen.value(), seen, failed);
    }

    private @Nullable Found accept(Key key, String field, byte[] stored, Snapshot seen, boolean failed) {
        Discard reason = Validity.of(envelope, stored, key.text(), codec.shape(), seen);
        if (reason == null && soft != null) {
            long end = Envelope.softExpiryMillis(stored);
            if (failed ? !soft.standsIn(end) : !soft.served(end)) {
                return null;
            }
        }
        if (reason == null) {
            try {
                Envelope.Body body = envelope.body(stored, key.text());
                Object value = codec.decode(body.bytes(), body.offset(), body.length());
                Object answer = wrapper == null ? value : wrapper.of(value);
                if (fits(answer)) {
                    boolean due = soft != null && soft.due(Envelope.softExpiryMillis(stored), meter.loadNanos());
                    return new Found(CallHandler.answer(answer), due);
                }
                reason = Discard.PAYLOAD;
            } catch (BadPayloadException damaged) {
                reason = Discard.PAYLOAD;
            }
        }
        meter.discard(reason);
        if (reason == Discard.PAYLOAD) {
            // The load that follows need not store anything in its place
            store.drop(key.text(), field);
        }
        return null;
    }

    /** A value of another type would be assigned as null or zero once the body has been skipped. */
    private boolean fits(@Nullable Object value) {
        return value == null ? !returned.isPrimitive() : Boxes.boxed(returned).isInstance(value);
    }
}
