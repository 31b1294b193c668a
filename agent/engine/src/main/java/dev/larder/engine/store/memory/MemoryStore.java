package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Fleet;
import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Stores.CommandTimes;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values in this process, for tests and development: everything behaves as it does with Redis, leases and
 * generations included, so that what is tried here holds there.
 *
 * <p>Leases, marks and evictions happen one after the other, as scripts do in Redis, and what happens to one key beside
 * them in Caffeine's {@code compute} for it. Values and generations are read beside that, also as in Redis.
 */
public final class MemoryStore implements Store {

    /** How long what tells of an evicted key stays. After that its cache's last eviction is taken for its own. */
    private static final long STATE_LIFE = Duration.ofMinutes(1).toNanos();

    /** Of the sequence, which is never lost here. */
    private static final long EPOCH = 1;

    private final MemoryFleet fleet;
    private final Ticker ticker;
    private final CommandTimes times;
    private final long bytes;
    private final long longestLife;
    // Another life's values are only to be told from this one's; secure random numbers would be felt at a start
    private final long incarnation = ThreadLocalRandom.current().nextLong() | 1;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong number = new AtomicLong(); // changed under lock
    private long floor; // guarded by lock
    private volatile boolean open = true;
    private final AtomicReference<@Nullable Contents> made = new AtomicReference<>();

    /**
     * @param bytes what keys and values may take together; beyond it those least used are dropped
     * @param longestTtl of all caches
     */
    public MemoryStore(long bytes, Duration longestTtl, CommandTimes times) {
        this(bytes, longestTtl, times, Ticker.systemTicker());
    }

    MemoryStore(long bytes, Duration longestTtl, CommandTimes times, Ticker ticker) {
        this.ticker = ticker;
        this.fleet = new MemoryFleet(ticker);
        this.times = times;
        this.longestLife = longestTtl.plusHours(1).toNanos();
        this.bytes = bytes;
    }

    /**
     * Made at the first use: Caffeine's classes would cost the start of an application whose rules meet nothing. Of two that
     * are made at once, one is never used.
     */
    private Contents contents() {
        Contents present = made.get();
        if (present != null) {
            return present;
        }
        Contents fresh = Contents.of(bytes, Duration.ofNanos(longestLife), ticker);
        Contents other = made.compareAndExchange(null, fresh);
        return other == null ? fresh : other;
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
        Slot slot = contents().slots().getIfPresent(key);
        byte[] value = slot == null ? null : slot.value(field, ticker.read());
        long[] seen = new long[tags.length];
        for (int i = 0; i < tags.length; i++) {
            Tag tag = contents().generations().getIfPresent(tags[i]);
            seen[i] = tag == null ? 0 : tag.generation();
        }
        times.record("read", System.nanoTime() - start);
        return new Snapshot(value, seen, incarnation);
    }

    @Override
    public Sequence sequence() {
        return new Sequence(incarnation, EPOCH, number.get());
    }

    @Override
    public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
        long start = System.nanoTime();
        checkOpen();
        lock.lock();
        try {
            return leased(key, field, tags, terms);
        } finally {
            lock.unlock();
            times.record("lease", System.nanoTime() - start);
        }
    }

    private LeaseReply leased(String key, String field, String[] tags, LeaseTerms terms) {
        long now = ticker.read();
        boolean doubt = false;
        for (String tag : tags) {
            Tag known = settled(tag, now);
            doubt |= known != null && !known.marks().none();
        }
        Slot.State state = settled(key, contents().slots().getIfPresent(key), now);
        doubt |= state != null && !state.marks().none();
        Tag cache = tags.length == 0 ? null : contents().generations().getIfPresent(tags[tags.length - 1]);
        long last = cache == null ? number.get() : Math.max(cache.last(), floor);

        long newest = state == null ? last : state.stamp();
        long[] seen = new long[tags.length];
        for (int i = 0; i < tags.length; i++) {
            Tag tag = contents()
                    .generations()
                    .get(tags[i], absent -> Tag.drawn(contents().unlikeZero(), last));
            seen[i] = tag.generation();
            newest = Math.max(newest, tag.stamp());
        }
        if (doubt) {
            return new LeaseReply.Refused(LeaseReply.Refused.Reason.IN_DOUBT);
        }
        Sequence since = terms.since();
        if (since != null && (since.incarnation() != incarnation || newest > since.number())) {
            if (state == null) {
                change(key, slot -> slot.withState(new Slot.State(last, Marks.NONE, now + STATE_LIFE)));
            }
            return new LeaseReply.Refused(LeaseReply.Refused.Reason.OLD_SNAPSHOT);
        }
        Slot present = contents().slots().getIfPresent(key);
        byte[] holder = present == null ? null : present.holder(field, now);
        if (holder != null) {
            return new LeaseReply.Taken((holder[0] & 1) == 1);
        }
        byte[] token = new byte[16];
        contents().random().nextBytes(token);
        token[0] = (byte) (terms.connected() ? token[0] | 1 : token[0] & ~1);
        change(key, slot -> slot.withLease(field, token, now + terms.hold().toNanos(), now));
        return new Lease(key, field, tags, seen, incarnation, token);
    }

    private void change(String key, UnaryOperator<Slot> how) {
        contents().slots().asMap().compute(key, (same, slot) -> how.apply(slot == null ? Slot.EMPTY : slot));
    }

    /** The tag as it stands once marks that have run out are taken for the evictions that they may stand for. */
    private @Nullable Tag settled(String name, long now) {
        Tag tag = contents().generations().getIfPresent(name);
        if (tag != null && tag.marks().stale(0, now)) {
            tag = tag.evicted(contents().unlikeZero(), ranOut(), tag.marks().standing(0, now));
            contents().generations().put(name, tag);
        }
        return tag;
    }

    private Slot.@Nullable State settled(String key, @Nullable Slot slot, long now) {
        Slot.State state = slot == null ? null : slot.state();
        if (state == null || !state.marks().stale(0, now)) {
            return state;
        }
        Slot.State next = new Slot.State(ranOut(), state.marks().standing(0, now), state.end());
        change(key, present -> present.withState(next));
        return next;
    }

    private long ranOut() {
        floor = number.incrementAndGet();
        return floor;
    }

    @Override
    public void renew(Lease lease, Duration hold) {
        long start = System.nanoTime();
        ifHeld(lease, (slot, now) -> slot.withLease(lease.field(), lease.token(), now + hold.toNanos(), now));
        times.record("renew", System.nanoTime() - start);
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
    public void drop(String key, String field) {
        contents().slots().asMap().computeIfPresent(key, (same, slot) -> slot.withoutValue(field, ticker.read()));
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
        contents().slots().asMap().computeIfPresent(lease.key(), (key, slot) -> {
            long now = ticker.read();
            held[0] = slot.holds(lease.field(), lease.token(), now);
            return held[0] ? change.apply(slot, now) : slot;
        });
        return held[0];
    }

    @Override
    public void mark(Targets targets, long writer, Duration hold) throws StoreException {
        long start = System.nanoTime();
        checkOpen();
        lock.lock();
        try {
            long now = ticker.read();
            long end = now + hold.toNanos();
            for (String name : targets.tags()) {
                Tag settled = settled(name, now);
                Tag tag = settled == null ? Tag.drawn(0, number.get()) : settled;
                contents()
                        .generations()
                        .put(name, tag.marked(tag.marks().standing(writer, now).with(writer, end)));
            }
            for (String key : targets.keys()) {
                Slot.State state = settled(key, contents().slots().getIfPresent(key), now);
                Marks others = state == null ? Marks.NONE : state.marks().standing(writer, now);
                Slot.State next = new Slot.State(
                        state == null ? number.get() : state.stamp(), others.with(writer, end), now + longestLife);
                change(key, slot -> Slot.left(next));
            }
        } finally {
            lock.unlock();
            times.record("mark", System.nanoTime() - start);
        }
    }

    @Override
    public void unmark(Targets targets, long writer) {
        long start = System.nanoTime();
        lock.lock();
        try {
            long now = ticker.read();
            for (String name : targets.tags()) {
                Tag tag = settled(name, now);
                if (tag != null && !tag.marks().none()) {
                    contents()
                            .generations()
                            .put(
                                    name,
                                    tag.unmarked(
                                            contents().unlikeZero(), tag.marks().standing(writer, now)));
                }
            }
            for (String key : targets.keys()) {
                Slot.State state = settled(key, contents().slots().getIfPresent(key), now);
                if (state != null) {
                    Marks left = state.marks().standing(writer, now);
                    long end = left.none() ? now + STATE_LIFE : state.end();
                    change(key, slot -> slot.withState(new Slot.State(state.stamp(), left, end)));
                }
            }
        } finally {
            lock.unlock();
            times.record("unmark", System.nanoTime() - start);
        }
    }

    @Override
    public void evict(Targets targets, long writer) {
        long start = System.nanoTime();
        lock.lock();
        try {
            evicted(targets, writer);
        } finally {
            lock.unlock();
            times.record("evict", System.nanoTime() - start);
        }
    }

    private void evicted(Targets targets, long writer) {
        if (targets.isEmpty()) {
            return;
        }
        long now = ticker.read();
        long drawn = number.incrementAndGet();
        if (targets.caches().isEmpty()) {
            floor = drawn;
        }
        for (String name : targets.tags()) {
            Tag known = contents().generations().getIfPresent(name);
            Tag tag = known == null ? Tag.drawn(0, drawn) : known;
            contents()
                    .generations()
                    .put(
                            name,
                            tag.evicted(
                                            contents().unlikeZero(),
                                            drawn,
                                            tag.marks().standing(writer, now))
                                    .withLast(drawn));
        }
        for (String key : targets.keys()) {
            Slot slot = contents().slots().getIfPresent(key);
            Marks marks = slot == null || slot.state() == null
                    ? Marks.NONE
                    : slot.state().marks().standing(writer, now);
            Slot.State state = new Slot.State(drawn, marks, now + (marks.none() ? STATE_LIFE : longestLife));
            change(key, gone -> Slot.left(state));
        }
        for (String cache : targets.caches()) {
            Tag tag = contents().generations().getIfPresent(cache);
            if (tag != null) {
                contents().generations().put(cache, tag.withLast(drawn));
            }
        }
    }

    @Override
    public int pendingEvictions() {
        return 0;
    }

    @Override
    public Inspection inspection() throws StoreException {
        checkOpen();
        return new MemoryInspection(
                contents().slots().asMap(), contents().generations().asMap(), ticker, incarnation);
    }

    @Override
    public Fleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        open = false;
        Contents present = made.get();
        if (present != null) {
            present.slots().invalidateAll();
            present.generations().invalidateAll();
        }
    }

    private void checkOpen() throws StoreException {
        if (!open) {
            throw new StoreException("the store is closed");
        }
    }
}
