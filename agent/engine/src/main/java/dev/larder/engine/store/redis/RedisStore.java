package dev.larder.engine.store.redis;

import dev.larder.engine.log.Log;
import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.rule.StoreSettings;
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
import dev.larder.engine.store.StoreUse;
import dev.larder.engine.store.Stores.CommandTimes;
import dev.larder.engine.store.Targets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values in Redis. What lies there: a hash for each key, with the values and the leases of its fields, a string for each
 * tag's generation, and one for the sequence of evictions; see docs/architecture.md.
 *
 * <p>Names no class of Lettuce's, so that opening a store loads none.
 */
public final class RedisStore implements Store {

    private final LineKeeper keeper;
    private final long budget;
    private final long writeBudget;
    private final CommandTimes times;
    private final String subject;
    private final Log log;
    private final StoreUse use;
    private final AtomicBoolean woken = new AtomicBoolean();

    private RedisStore(LineKeeper keeper, StoreSettings settings, StoreUse use, CommandTimes times, Log log) {
        this.keeper = keeper;
        this.use = use;
        this.budget = settings.budget().toNanos();
        this.writeBudget = settings.writeBudget().toNanos();
        this.times = times;
        this.subject = "Redis at " + settings.shownUrl();
        this.log = log;
    }

    /** Returns at once; connects on a thread of its own, once it is woken. */
    public static RedisStore open(StoreSettings settings, StoreUse use, CommandTimes times, Log log) {
        KeySpace keySpace = new KeySpace(settings.namespace());
        // Longer than any value, so that a generation which runs out leaves nothing behind that would have to be
        // reloaded
        Supplier<Duration> generationLife = () -> use.longestTtl().plusHours(1);
        LineKeeper keeper = new LineKeeper(
                lost -> new LineOpener(settings, keySpace, new SecureRandom(), generationLife, lost),
                settings.budget(),
                settings.writeBudget(),
                () -> Member.of(use),
                new Backlog(use::cacheTags, journal(settings, use, log)),
                new ConnectionNews(settings.shownUrl(), log),
                log);
        keeper.start();
        return new RedisStore(keeper, settings, use, times, log);
    }

    private static Journal journal(StoreSettings settings, StoreUse use, Log log) {
        String file = settings.safety().journal();
        // A command, run by whichever user, would create it for that user alone
        if (file == null || !use.fills()) {
            return Journal.NONE;
        }
        try {
            return new FileJournal(Path.of(file), settings.namespace(), use::cacheTags, use.journalClaims(), log);
        } catch (InvalidPathException wrong) {
            log.error("store.journal: \"" + file + "\" is no path: evictions that can't be sent are kept in memory"
                    + " alone. Name a file that this user may write to");
            return Journal.NONE;
        }
    }

    @Override
    public void wake() {
        keeper.wake();
        if (!woken.get() && woken.compareAndSet(false, true)) {
            use.woken();
        }
    }

    @Override
    public boolean up() {
        return keeper.usable() != null;
    }

    @Override
    public Snapshot read(String key, String field, String[] tags) throws StoreException {
        Line line = line();
        long start = System.nanoTime();
        RuleFingerprint rules = use.rules();
        if (rules != null && !line.covers(rules, start)) {
            keeper.distrust(line, new Fault(Fault.Kind.SLOW, "the fleet has to hear of this JVM's rules first"));
            throw new StoreException(subject + " has to hear of this JVM's rules first");
        }
        try {
            return line.read(key, field, tags, start + budget);
        } catch (Fault fault) {
            throw failed(line, fault);
        } finally {
            times.record("read", System.nanoTime() - start);
        }
    }

    @Override
    public Sequence sequence() {
        Line line = keeper.usable();
        return line == null ? Sequence.UNKNOWN : line.sequence();
    }

    @Override
    public LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms) throws StoreException {
        Line line = line();
        long start = System.nanoTime();
        try {
            return line.lease(key, field, tags, terms, start + budget);
        } catch (Fault fault) {
            throw failed(line, fault);
        } finally {
            times.record("lease", System.nanoTime() - start);
        }
    }

    @Override
    public void fill(Lease lease, byte[] value, Duration ttl, FillOutcome outcome) {
        Line line = keeper.usable();
        if (line == null) {
            outcome.done(FillOutcome.Result.FAILED);
            return;
        }
        if (line.incarnation() != lease.incarnation()) {
            // Whatever this server holds of that lease, nothing stored under it would ever be believed
            outcome.done(FillOutcome.Result.LEASE_LOST);
            return;
        }
        long start = System.nanoTime();
        line.leases().fill(lease, value, ttl, (result, fault) -> {
            times.record("fill", System.nanoTime() - start);
            if (fault != null) {
                failed(line, fault);
                if (fault.kind() == Fault.Kind.REFUSED) {
                    release(lease);
                }
            }
            outcome.done(result);
        });
    }

    @Override
    public void drop(String key, String field) {
        Line line = keeper.usable();
        if (line != null) {
            line.leases().drop(key, field);
        }
    }

    @Override
    public void release(Lease lease) {
        Line line = keeper.usable();
        if (line == null || line.incarnation() != lease.incarnation()) {
            return;
        }
        long start = System.nanoTime();
        line.leases().release(lease, (result, fault) -> times.record("release", System.nanoTime() - start));
    }

    @Override
    public void renew(Lease lease, Duration hold) {
        Line line = keeper.usable();
        if (line == null || line.incarnation() != lease.incarnation()) {
            return;
        }
        long start = System.nanoTime();
        line.leases().renew(lease, hold, (result, fault) -> times.record("renew", System.nanoTime() - start));
    }

    @Override
    public void mark(Targets targets, long writer, Duration hold) throws StoreException {
        long start = System.nanoTime();
        Line line = keeper.awaitUsable();
        if (line == null) {
            throw new StoreException(subject + " is not up");
        }
        try {
            line.mark(targets, writer, hold, answerOfWrite(start));
        } catch (Fault fault) {
            throw failed(line, fault, start);
        } finally {
            times.record("mark", System.nanoTime() - start);
        }
    }

    @Override
    public void unmark(Targets targets, long writer) {
        Line line = keeper.usable();
        if (line == null) {
            return;
        }
        long start = System.nanoTime();
        try {
            line.unmark(targets, writer, start + budget);
        } catch (Fault fault) {
            keeper.distrust(line, fault);
        } finally {
            times.record("unmark", System.nanoTime() - start);
        }
    }

    @Override
    public void evict(Targets targets, long writer) {
        long start = System.nanoTime();
        Line line = keeper.usable();
        boolean done = false;
        try {
            if (line != null) {
                line.evict(targets, writer == 0 ? Set.of() : Set.of(writer), answerOfWrite(start));
                done = true;
            }
        } catch (Fault fault) {
            // Where it was refused, the keeper meets the same refusal, and tells
            keeper.distrust(line, fault, start);
        } finally {
            // Also where it failed in a way that nobody has thought of
            if (!done) {
                keeper.remember(targets, writer);
                // Carried out by the time that the line is back: where that is soon, the writer returns to a fleet
                // which has forgotten the old value
                keeper.awaitUsable();
            }
            times.record("evict", System.nanoTime() - start);
        }
    }

    /** Until when the answer to a write is waited for: some of its budget may have gone on waiting for the line. */
    private long answerOfWrite(long start) {
        return Math.max(writeBudget, System.nanoTime() - start + budget) + start;
    }

    @Override
    public int pendingEvictions() {
        return keeper.pendingEvictions();
    }

    @Override
    public Inspection inspection() throws StoreException {
        Line line = line();
        return new RedisInspection(line, subject);
    }

    @Override
    public Fleet fleet() {
        return new RedisFleet(keeper, subject);
    }

    @Override
    public void giveWay() {
        keeper.giveWay();
    }

    @Override
    public void close() {
        keeper.close();
    }

    private Line line() throws StoreException {
        Line line = keeper.usable();
        if (line == null) {
            throw new StoreException(subject + " is not up");
        }
        return line;
    }

    private StoreException failed(Line line, Fault fault) {
        return failed(line, fault, System.nanoTime());
    }

    /** @param since when what has failed was begun */
    private StoreException failed(Line line, Fault fault, long since) {
        keeper.distrust(line, fault, since);
        if (fault.kind() == Fault.Kind.REFUSED) {
            log.warn(subject + " refuses a command: " + fault.getMessage() + ". " + advice(fault.getMessage()));
        }
        return new StoreException(subject + ": " + fault.getMessage());
    }

    private static String advice(@Nullable String refusal) {
        String text = String.valueOf(refusal);
        if (text.startsWith("OOM")) {
            return "Its memory is full, nothing new is stored: raise maxmemory, or set a maxmemory-policy that evicts.";
        }
        if (text.startsWith("WRONGTYPE")) {
            return "Another program uses the namespace: give store.namespace a name of its own.";
        }
        return "The methods concerned run as if there were no cache.";
    }
}
