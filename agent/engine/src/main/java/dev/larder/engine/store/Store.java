package dev.larder.engine.store;

import java.time.Duration;
import java.util.Collection;

/**
 * Where values live: Redis, or this process' memory for tests and development. Bytes in, bytes out; what the bytes mean
 * and whether they are still valid is for the coherence room to judge.
 *
 * <p>A key holds one value per <em>field</em>: one for each cache, implementing class and shape of the return type that
 * share the key's text, so that evicting the text reaches all of them in one step. A <em>generation</em> is the random
 * current mark of a tag; zero stands for "absent". Evicting a tag draws a new one, whatever the number of keys below it.
 *
 * <p>Every method may be called from any thread, answers within the store's time budget, and throws
 * {@link StoreException} where it cannot: the caller then goes on as if there were no cache. Keys and tags come without
 * the namespace, which the store adds.
 */
public interface Store extends AutoCloseable {

    /**
     * Begins to connect, where there is something to connect to. Called when the first method is woven, so that an
     * application which none of the rules concerns pays for no connection. Returns at once; may be called again.
     */
    void wake();

    /** True when calls are likely to be answered. Costs a volatile read: asked before anything else on each call. */
    boolean up();

    /**
     * Reads the value in {@code key}/{@code field} together with the generations of {@code tags}, in one round trip.
     */
    Snapshot read(String key, String field, String[] tags) throws StoreException;

    /**
     * The newest point in the order of evictions that has been received, as of now: a lower bound of what has happened.
     * Costs a volatile read; a heartbeat keeps it fresh.
     */
    Sequence sequence();

    /**
     * Asks for the right to fill {@code key}/{@code field}; draws the generations in {@code tags} that are absent, so
     * that those in the lease are complete and were all seen before the load that it allows. One round trip. A lease
     * is lost when its key is evicted or marked, when it expires, or when the store forgets it.
     *
     * @param tags the last one is the tag of the key's cache
     */
    LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException;

    /** As the other, outside of any unit of work. */
    default LeaseReply lease(String key, String field, String[] tags, Duration hold) throws StoreException {
        return lease(key, field, tags, LeaseTerms.of(hold));
    }

    /** Lets a lease that is still there live on for {@code hold} from now. Returns at once. */
    void renew(Lease lease, Duration hold);

    /**
     * Stores a value if the lease is still there, and gives the lease back. Returns at once; {@code outcome} is called
     * once, possibly on another thread, and must not block. A later {@link #read} of the same JVM sees the value.
     */
    void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome);

    /**
     * Takes a value away that is no good, so that nobody looks at it again. Whoever has stored a good one in its place
     * meanwhile loses it, which costs a load. Returns at once; a failure only means that the value runs out by itself.
     */
    void drop(String key, String field);

    /** Gives a lease back without a value. Returns at once; a failure only means that the lease runs out by itself. */
    void release(Lease lease);

    /**
     * Marks what is about to be written as in doubt: no value is found there and no lease is given until the writer has
     * evicted it or taken its mark back. A mark that runs out evicts what it stood on. One round trip.
     *
     * @param writer random, not 0, for this write alone
     * @param hold how long the marks stand if nobody takes them away
     * @throws StoreException where the marks may not stand
     */
    void mark(Targets targets, long writer, Duration hold) throws StoreException;

    /**
     * Takes the writer's own marks back, since nothing was written. Tags have the generation again that they had, where
     * nobody else's mark stands. Never throws: marks that can't be taken back run out.
     */
    void unmark(Targets targets, long writer);

    /**
     * Evicts whole keys and draws new generations for tags, and takes the writer's own marks away. When this returns,
     * no later read anywhere sees what was there, or this JVM bypasses the store until the eviction, which is
     * remembered, has been carried out.
     *
     * @param writer 0 where nothing was marked
     */
    void evict(Targets targets, long writer);

    /** As the other, unmarked and of whatever caches. */
    default void evict(Collection<String> keys, Collection<String> tags) {
        evict(Targets.of(keys, tags), 0);
    }

    /** Evictions remembered because the store could not be reached. */
    int pendingEvictions();

    /**
     * For people who want to look into it.
     *
     * @throws StoreException where this one can't be looked into, or not now
     */
    default Inspection inspection() throws StoreException {
        throw new StoreException("this store can't be looked into");
    }

    /**
     * What the JVMs that share the store tell of themselves.
     *
     * @throws UnsupportedOperationException where this one has no place for that
     */
    default Fleet fleet() {
        throw new UnsupportedOperationException("this store knows no fleet");
    }

    /**
     * Another store takes this one's place, which gives up what only one of them can have as soon as nothing is left to be
     * evicted here. It goes on to serve calls that are under way. Returns at once.
     */
    default void giveWay() {}

    @Override
    void close();
}
