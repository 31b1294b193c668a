package dev.larder.engine.store.redis;

import dev.larder.engine.rule.RuleFingerprint;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the fleet by which rules this JVM stores, on one line, and hears by which others do.
 *
 * <p>Whoever enrols is known to every eviction that follows, for the script that evicts finds the version of the roster
 * changed, and is run again for more. So nobody has to wait until others have heard of it: what it loads from now on is
 * either evicted by all, or newer than what is evicted by those that were before.
 */
final class Enrolling {

    /** How long others go on reaching what a JVM has stored that isn't heard of any more. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    /**
     * How long a JVM relies on being known: one that has been stopped for longer doesn't read before it has enrolled
     * again. Half of the time, since the pace of two clocks differs less.
     */
    private static final long TRUST = LIFE.toNanos() / 2;

    /** Rules don't change so often that they would change between an eviction and the next, again and again. */
    private static final int MOST_ROUNDS = 10;

    private final Wire wire;
    private volatile Roster roster = Roster.ALONE;
    private volatile @Nullable Member member;
    private volatile long enrolled; // the fingerprint of the rules, 0 for none
    private volatile long trustedUntil;

    Enrolling(Wire wire) {
        this.wire = wire;
    }

    Roster roster() {
        return roster;
    }

    /** Whether what these rules store is reached by everybody's evictions. Costs two volatile reads. */
    boolean covers(RuleFingerprint rules, long now) {
        return enrolled == rules.all() && now - trustedUntil < 0;
    }

    /** Where the roster has another version than the eviction was carried out for, it has to be carried out again. */
    boolean current(Roster used, byte[] version, int round, long deadline) throws Fault {
        Member known = member;
        if (known == null || used.isOf(version)) {
            return true;
        }
        if (round > MOST_ROUNDS) {
            throw new Fault(Fault.Kind.SLOW, "the fleet changes its rules faster than anything can be evicted");
        }
        ask(known, false, deadline);
        return false;
    }

    /**
     * True once what the member stores is known to everybody. False where it isn't, since others may not have reached
     * what its rules stored before: that has to be evicted first.
     *
     * @param cleared whether it has been
     */
    boolean enrol(Member joining, boolean cleared, long deadline) throws Fault {
        boolean done = ask(joining, cleared, deadline);
        member = joining;
        return done;
    }

    private boolean ask(Member joining, boolean cleared, long deadline) throws Fault {
        long asked = System.nanoTime();
        RuleFingerprint rules = joining.rules();
        byte[] answer = wire.run(
                wire.onRules(Script.ENROL)
                        .with(KeySpace.rulesField(rules.all()))
                        .with(Roster.published(rules))
                        .with(LIFE.toMillis())
                        .with(wire.life())
                        .with(wire.drawn(1))
                        .with(cleared ? 1 : 0)
                        .with(joining.fills() ? 1 : 0)
                        .with(enrolled == rules.all() ? 1 : 0),
                deadline);
        ByteBuffer read = ByteBuffer.wrap(answer);
        boolean done = read.hasRemaining() && read.get() == 'L';
        roster = Roster.read(read, joining);
        trustedUntil = asked + TRUST;
        enrolled = done ? rules.all() : 0;
        return done;
    }
}
