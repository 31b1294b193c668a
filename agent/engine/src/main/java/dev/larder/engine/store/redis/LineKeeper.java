package dev.larder.engine.store.redis;

import dev.larder.engine.log.Log;
import dev.larder.engine.store.Targets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a line open, on a thread of its own: connects, looks every second whether the same server still serves, and
 * decides whether the line may be used.
 *
 * <p>It may not while an answer is overdue (the circuit is open), and not before the evictions that could not be carried
 * out have been: there is one reference, which is null then, so that asking costs one volatile read and nothing can be
 * sent past it. No lock is held while anything is sent or waited for.
 */
final class LineKeeper implements Runnable, AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** How old what is known of the sequence of evictions gets on an idle line. */
    private static final Duration HEARTBEAT = Duration.ofMillis(100);

    /** Nobody waits for remembered evictions but this thread, so they may take longer than a call. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(5);

    /** Makes the opener, and with it loads Lettuce. */
    interface OpenerSource {

        /** @param lost to be told of a line whose connection has ended */
        LineOpener make(Consumer<Line> lost) throws Trouble;
    }

    private final OpenerSource source;
    private final Duration budget;
    private final Duration writeBudget;
    private final ConnectionNews news;
    private final Log log;
    private final Backoff backoff = new Backoff();
    private final CountDownLatch woken = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Supplier<@Nullable Member> member;
    private final Backlog backlog; // guarded by lock
    private boolean givingWay; // guarded by lock
    private boolean closed; // guarded by lock
    private volatile @Nullable Line usable; // written under lock
    private volatile long hopeful = System.nanoTime(); // until when a line in doubt is waited for; written under lock
    private boolean urgent; // guarded by lock: somebody waits for what was remembered

    LineKeeper(
            OpenerSource source,
            Duration budget,
            Duration writeBudget,
            Supplier<@Nullable Member> member,
            Backlog backlog,
            ConnectionNews news,
            Log log) {
        this.source = source;
        this.budget = budget;
        this.writeBudget = writeBudget;
        this.member = member;
        this.backlog = backlog;
        this.news = news;
        this.log = log;
    }

    /** Lets the thread begin. */
    void wake() {
        woken.countDown();
    }

    /**
     * Starts the thread, which waits to be woken: started later, on an application's thread, it would hold on to that
     * thread's access control context for good, and with it to a class loader (before JDK 24).
     */
    void start() {
        // Inherits no variables of the application's thread that happens to start the agent
        Thread thread = new Thread(null, this, "larder-redis", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    /** The line to use now, null where there is none. */
    @Nullable
    Line usable() {
        return usable;
    }

    /**
     * The line to announce or evict with. One that has only just come into doubt is waited for, until the doubt is as old
     * as the budget of writes: all the writers of a JVM together lose that once, whatever happens to Redis, and nothing
     * more until it has been back. Null where there is none.
     */
    @Nullable
    Line awaitUsable() {
        Line line = usable;
        if (line != null || hopeful - System.nanoTime() <= 0) {
            return line;
        }
        boolean interrupted = false;
        lock.lock();
        try {
            long left = hopeful - System.nanoTime();
            while (usable == null && !closed && left > 0) {
                try {
                    changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
                left = hopeful - System.nanoTime();
            }
            return usable;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Guarded by lock. */
    private void doubt(long since) {
        if (usable != null) {
            usable = null;
            hopeful = since + writeBudget.toNanos();
        }
        changed.signalAll();
    }

    /** As the other, from now on. */
    void distrust(Line line, Fault fault) {
        distrust(line, fault, System.nanoTime());
    }

    /**
     * The line is not used until this thread has seen for itself that it answers.
     *
     * @param since when what makes doubtful was begun
     */
    void distrust(Line line, Fault fault, long since) {
        if (fault.kind() == Fault.Kind.REFUSED) {
            return;
        }
        if (fault.kind() == Fault.Kind.GONE) {
            line.retire(fault);
        }
        lock.lock();
        try {
            if (usable == line) {
                doubt(since);
            } else {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void lost(Line line) {
        distrust(line, Fault.ended());
    }

    /**
     * From here on no line is used until these have been evicted; nor after a restart, where there is a journal.
     *
     * <p>While writers wait for a line that was lost a moment ago, it is looked at at once: it is usually back (a roster
     * that Redis forgot, a connection that was cut).
     */
    void remember(Targets targets, long writer) {
        long ticket;
        lock.lock();
        try {
            ticket = backlog.add(targets, writer);
            long now = System.nanoTime();
            doubt(now);
            urgent |= hopeful - now > 0;
        } finally {
            lock.unlock();
        }
        backlog.journal().sync(ticket);
    }

    /** Another takes this one's place: the journal is free for it once nothing is left to be evicted here. */
    void giveWay() {
        lock.lock();
        try {
            givingWay = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes what an earlier run has left behind pending, and writes down what this one couldn't yet. */
    private void openJournal() {
        Journal.Opened opened = backlog.journal().opened();
        if (opened == null) {
            return;
        }
        long ticket;
        lock.lock();
        try {
            ticket = backlog.opened(opened);
            if (backlog.isEmpty()) {
                changed.signalAll();
            } else {
                doubt(System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
        backlog.journal().sync(ticket);
    }

    int pendingEvictions() {
        lock.lock();
        try {
            return backlog.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        LineOpener opener = null;
        try {
            woken.await();
            while (!closed()) {
                try {
                    openJournal();
                    opener = opener == null ? source.make(this::lost) : opener;
                    keep(opener.open());
                } catch (Trouble trouble) {
                    news.down(trouble);
                } catch (Throwable fault) {
                    // Whatever it is, nobody else would try again
                    news.down(new Trouble(Trouble.Kind.OTHER, fault.toString()));
                    if (log.debugs()) {
                        log.fault("the thread that keeps the connection to Redis goes on after a fault", fault);
                    }
                }
                pause(backoff.next());
            }
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it the store simply never comes up.
            log.error("Redis: the thread that connects was interrupted, nothing is cached");
        } finally {
            if (opener != null) {
                opener.close();
            }
        }
    }

    /** Returns when the line is of no more use. */
    private void keep(Line line) {
        try {
            Silence silence = new Silence();
            boolean fresh = true;
            while (!closed() && !line.retired()) {
                try {
                    if (!fresh) {
                        line.check(System.nanoTime() + budget.toNanos());
                    }
                    fresh = false;
                    silence.ended();
                    enrol(line);
                    openJournal();
                    catchUp(line);
                    if (publish(line)) {
                        news.up();
                        awaitNextLook(line);
                    }
                } catch (Fault fault) {
                    unfit(line, fault, silence);
                }
            }
        } finally {
            lost(line);
            line.close();
        }
        Fault why = line.retirement();
        if (why != null && !closed()) {
            news.down(Trouble.of(why));
        }
    }

    private void enrol(Line line) throws Fault {
        Member now = member.get();
        if (now != null) {
            line.enrol(now, System.nanoTime() + budget.toNanos());
        }
    }

    private void awaitNextLook(Line line) {
        if (!awaitDoubt(line)) {
            backoff.reset();
        } else if (!line.retired()) {
            // The first look after a doubt comes at once: a pause of this JVM looks like one of Redis.
            pause(backoff.next());
        }
    }

    /** Takes the line out of use; it is looked at again after a while, unless it is beyond hope. */
    private void unfit(Line line, Fault fault, Silence silence) {
        if (fault.kind() == Fault.Kind.GONE) {
            distrust(line, fault);
            return;
        }
        // A refusal too: it was of evictions that are due, or of the question who answers, without which nothing is
        // read
        distrust(line, new Fault(Fault.Kind.SLOW, String.valueOf(fault.getMessage())));
        if (fault.kind() == Fault.Kind.REFUSED || silence.again()) {
            news.down(Trouble.of(fault));
        }
        if (fault.kind() == Fault.Kind.SLOW && silence.tooLong()) {
            line.retire(fault);
        } else {
            pause(backoff.next());
        }
    }

    /** Carries out what was remembered; what is remembered meanwhile waits for the next round. */
    private void catchUp(Line line) throws Fault {
        PendingEvictions batch;
        lock.lock();
        try {
            batch = backlog.take();
        } finally {
            lock.unlock();
        }
        if (batch != null) {
            carryOut(line, batch);
        }
        if (hasGivenWay()) {
            backlog.journal().close();
        }
    }

    private void carryOut(Line line, PendingEvictions batch) throws Fault {
        boolean done = false;
        try {
            line.evict(batch.targets(), batch.writers(), System.nanoTime() + CATCHING_UP.toNanos());
            done = true;
        } finally {
            long ticket;
            lock.lock();
            try {
                ticket = backlog.taken(batch, done);
            } finally {
                lock.unlock();
            }
            if (done) {
                backlog.journal().sent(ticket);
            }
        }
    }

    private boolean hasGivenWay() {
        lock.lock();
        try {
            return givingWay && backlog.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** False where something has come in between. */
    private boolean publish(Line line) {
        lock.lock();
        try {
            if (closed || line.retired() || !backlog.isEmpty()) {
                return false;
            }
            usable = line;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next look; true if the line has come into doubt before that. */
    private boolean awaitDoubt(Line line) {
        long end = System.nanoTime() + LOOK.toNanos();
        while (System.nanoTime() - end < 0) {
            line.beat();
            if (awaitDoubt(line, HEARTBEAT)) {
                return true;
            }
        }
        return false;
    }

    private boolean awaitDoubt(Line line, Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (left > 0 && !closed && usable == line) {
                left = changed.awaitNanos(left);
            }
            return usable != line;
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread: a look at the server too early does no harm
            return usable != line;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration time) {
        long left = time.toNanos();
        lock.lock();
        try {
            while (left > 0 && !closed && !urgent) {
                left = changed.awaitNanos(left);
            }
            urgent = false;
        } catch (InterruptedException stray) {
            // as above
        } finally {
            lock.unlock();
        }
    }

    private boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.countDown();
            usable = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        backlog.journal().close();
    }
}
