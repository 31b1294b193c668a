package dev.larder.engine.coherence;

import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A store's door with somebody in it: runs what a test wants to happen between two steps, tells which calls came, and can
 * take away a protection.
 */
class HookedStore implements Store {
    private final Store behind;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicReference<Runnable> beforeFill = new AtomicReference<>();
    private final AtomicReference<Runnable> afterMark = new AtomicReference<>();
    private volatile boolean unreachable;

    HookedStore(Store behind) {
        this.behind = behind;
    }

    /** Once, when the next value has been loaded and is about to be stored. */
    void beforeFill(Runnable what) {
        beforeFill.set(what);
    }

    /** Once, when the next marks stand. */
    void afterMark(Runnable what) {
        afterMark.set(what);
    }

    /** Marks and evictions fail from now on, or are remembered. */
    void unreachable(boolean now) {
        unreachable = now;
    }

    /** The commands so far, which are forgotten then. */
    List<String> calls() {
        List<String> all = new ArrayList<>(calls);
        calls.clear();
        return all;
    }

    long seen(String command) {
        return calls.stream().filter(command::equals).count();
    }

    @Override
    public void wake() {
        behind.wake();
    }

    private static void run(AtomicReference<Runnable> hook) {
        Runnable what = hook.getAndSet(null);
        if (what != null) {
            what.run();
        }
    }

    @Override
    public boolean up() {
        return behind.up();
    }

    @Override
    public Snapshot read(String key, String field, String[] tags) throws StoreException {
        calls.add("read");
        return behind.read(key, field, tags);
    }

    @Override
    public Sequence sequence() {
        return behind.sequence();
    }

    @Override
    public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
        calls.add("lease");
        return behind.lease(key, field, tags, terms);
    }

    @Override
    public void renew(Lease lease, Duration hold) {
        behind.renew(lease, hold);
    }

    @Override
    public void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome) {
        beforeFill();
        calls.add("fill");
        behind.fill(lease, value, ttl, outcome);
    }

    void beforeFill() {
        run(beforeFill);
    }

    @Override
    public void drop(String key, String field) {
        behind.drop(key, field);
    }

    @Override
    public void release(Lease lease) {
        calls.add("release");
        behind.release(lease);
    }

    @Override
    public void mark(Targets targets, long writer, Duration hold) throws StoreException {
        calls.add("mark");
        if (unreachable) {
            throw new StoreException("unreachable");
        }
        behind.mark(targets, writer, hold);
        run(afterMark);
    }

    @Override
    public void unmark(Targets targets, long writer) {
        calls.add("unmark");
        behind.unmark(targets, writer);
    }

    @Override
    public void evict(Targets targets, long writer) {
        calls.add("evict");
        behind.evict(targets, writer);
    }

    @Override
    public int pendingEvictions() {
        return behind.pendingEvictions();
    }

    @Override
    public void close() {
        behind.close();
    }
}
