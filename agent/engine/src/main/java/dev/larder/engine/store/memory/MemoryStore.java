package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Stores.CommandTimes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in this process, for tests and development: everything behaves as it does with Redis, leases and
 * generations included, so that what is tried here holds there.
 *
 * <p>What happens to one key happens in Caffeine's {@code compute} for it, one after the other, as a script does in
 * Redis. Generations are read beside that, also as in Redis.
 */
public final class MemoryStore implements Store {

    private static final long GENERATIONS = 1_000_000;

    private final Cache<String, Slot> slots;
    private final Cache<String, Long> generations;
    private final Ticker ticker;
    private final CommandTimes times;
    private final SecureRandom random = new SecureRandom();
    private final long incarnation = unlikeZero();
    private volatile boolean open = true;

    /**
     * @param bytes what keys and values may take together; beyond it those least used are dropped
     * @param longestTtl of all caches
     */
    public MemoryStore(long bytes, Duration longestTtl, CommandTimes times) {
        this(bytes, longestTtl, times, Ticker.systemTicker());
    }

    MemoryStore(long bytes, Duration longestTtl, CommandTimes times, Ticker ticker) {
        this.ticker = ticker;
        this.times = times;
        // Housekeeping on the caller's thread: the common pool's threads belong to the application.
        this.slots = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(ticker)
                .maximumWeight(bytes)
                .weigher((String key, Slot slot) -> 2 * key.length() + slot.weight())
                .expireAfter(new EndOfSlot())
                .build();
        this.generations = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(ticker)
                .maximumSize(GENERATIONS)
                .expireAfterAccess(longestTtl.plusHours(1))
                .build();
    }

    @Override
    public void wake() {
        // It is awake.
    }

    @Override
    public boolean up() {
        return open;
    }

    @Override
    public Snapshot read(String key, String field, String[] tags) throws StoreException {
        long start = System.nanoTime();
        checkOpen();
        Slot slot = slots.getIfPresent(key);
        byte[] value = slot == null ? null : slot.value(field, ticker.read());
        long[] seen = new long[tags.length];
        for (int i = 0; i < tags.length; i++) {
            Long generation = generations.getIfPresent(tags[i]);
            seen[i] = generation == null ? 0 : generation;
        }
        times.record("read", System.nanoTime() - start);
        return new Snapshot(value, seen, incarnation);
    }

    @Override
    public LeaseReply lease(String key, String field, String[] tags, Duration hold) throws StoreException {
        long start = System.nanoTime();
        checkOpen();
        long[] seen = new long[tags.length];
        for (int i = 0; i < tags.length; i++) {
            seen[i] = generations.get(tags[i], absent -> unlikeZero());
        }
        byte[] token = new byte[16];
        random.nextBytes(token);
        Slot left = slots.asMap().compute(key, (same, slot) -> {
            long now = ticker.read();
            Slot present = slot == null ? Slot.EMPTY : slot;
            return present.leased(field, now) ? present : present.withLease(field, token, now + hold.toNanos(), now);
        });
        times.record("lease", System.nanoTime() - start);
        return left.holds(field, token, ticker.read())
                ? new Lease(key, field, tags, seen, incarnation, token)
                : LeaseReply.Taken.INSTANCE;
    }

    @Override
    public void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome) {
        long start = System.nanoTime();
        boolean stored =
                open && ifHeld(lease, (slot, now) -> slot.withValue(lease.field(), value, now + ttl.toNanos(), now));
        times.record("fill", System.nanoTime() - start);
        outcome.done(
                stored ? FillOutcome.Result.STORED : open ? FillOutcome.Result.LEASE_LOST : FillOutcome.Result.FAILED);
    }

    @Override
    public void release(Lease lease) {
        long start = System.nanoTime();
        ifHeld(lease, (slot, now) -> slot.withoutLease(lease.field(), now));
        times.record("release", System.nanoTime() - start);
    }

    private interface Change {
        @Nullable
        Slot apply(Slot slot, long now);
    }

    /** Changes the slot if the lease is still there, in one step with finding that out. */
    private boolean ifHeld(Lease lease, Change change) {
        boolean[] held = {false};
        slots.asMap().computeIfPresent(lease.key(), (key, slot) -> {
            long now = ticker.read();
            held[0] = slot.holds(lease.field(), lease.token(), now);
            return held[0] ? change.apply(slot, now) : slot;
        });
        return held[0];
    }

    @Override
    public void evict(Collection<String> keys, Collection<String> tags) {
        long start = System.nanoTime();
        for (String tag : tags) {
            generations.put(tag, unlikeZero());
        }
        for (String key : keys) {
            // Through compute's lock, and not invalidate's: an eviction waits for a fill of the key that is under way.
            slots.asMap().remove(key);
        }
        times.record("evict", System.nanoTime() - start);
    }

    @Override
    public int pendingEvictions() {
        return 0;
    }

    @Override
    public void close() {
        open = false;
        slots.invalidateAll();
        generations.invalidateAll();
    }

    private void checkOpen() throws StoreException {
        if (!open) {
            throw new StoreException("the store is closed");
        }
    }

    /** Zero stands for an absent generation. */
    private long unlikeZero() {
        long drawn;
        do {
            drawn = random.nextLong();
        } while (drawn == 0);
        return drawn;
    }

    /** A slot lives as long as the last of its values and leases; each of them ends by itself within it. */
    private static final class EndOfSlot implements Expiry<String, Slot> {

        @Override
        public long expireAfterCreate(String key, Slot slot, long now) {
            return Math.max(0, slot.end() - now);
        }

        @Override
        public long expireAfterUpdate(String key, Slot slot, long now, long left) {
            return Math.max(0, slot.end() - now);
        }

        @Override
        public long expireAfterRead(String key, Slot slot, long now, long left) {
            return left;
        }
    }
}
