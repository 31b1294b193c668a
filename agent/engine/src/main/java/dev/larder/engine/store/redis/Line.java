package dev.larder.engine.store.redis;

import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Sequence;
import dev.larder.engine.store.Snapshot;
import dev.larder.engine.store.Targets;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, to one life of one server. It is never re-established: what is read here belongs to the incarnation
 * that was learnt before the first command, for as long as the line is used.
 *
 * <p>Commands of one JVM travel on one line, in the order in which they were given, so that a read sees the fills before
 * it although nobody waits for those.
 */
final class Line {
    private final Wire wire;
    private final Leasing leasing;
    private final Enrolling enrolling;
    private final Evicting evicting;
    private final long incarnation;
    private final AtomicReference<@Nullable Fault> retired = new AtomicReference<>();
    private final AtomicBoolean beating = new AtomicBoolean();
    private volatile boolean absent;
    private volatile Sequence received = Sequence.UNKNOWN;

    /** @param generationLife how long a tag's generation is kept after it was last seen by a lease */
    Line(
            StatefulRedisConnection<byte[], byte[]> connection,
            KeySpace keySpace,
            SecureRandom random,
            Supplier<Duration> generationLife,
            long incarnation) {
        this.wire = new Wire(connection, keySpace, random, generationLife);
        this.leasing = new Leasing(wire, incarnation);
        this.enrolling = new Enrolling(wire);
        this.evicting = new Evicting(wire, enrolling);
        this.incarnation = incarnation;
    }

    long incarnation() {
        return incarnation;
    }

    boolean retired() {
        return retired.get() != null;
    }

    /** Why, once it is retired. */
    @Nullable
    Fault retirement() {
        return retired.get();
    }

    /** For good; the first reason counts. */
    void retire(Fault why) {
        retired.compareAndSet(null, why);
    }

    /** Ends what still waits for an answer, as failed. */
    void close() {
        wire.connection().close();
    }

    Snapshot read(String key, String field, String[] tags, long deadline) throws Fault {
        ValueOutput<byte[], byte[]> value = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        KeySpace names = wire.names();
        Batch batch = new Batch(2);
        batch.add(
                CommandType.HGET,
                value,
                Batch.arguments().addKey(names.key(key)).addValue(KeySpace.valueField(field)));
        long[] generations = new long[tags.length];
        if (tags.length > 0) {
            CommandArgs<byte[], byte[]> keys = Batch.arguments();
            for (String tag : tags) {
                keys.addKey(names.generation(tag));
            }
            batch.add(CommandType.MGET, new Generations(generations), keys);
        }
        batch.run(wire.connection(), deadline);
        batch.check();
        return new Snapshot(value.get(), generations, incarnation);
    }

    LeaseReply lease(String key, String field, String[] tags, LeaseTerms terms, long deadline) throws Fault {
        Leasing.Answer answer = leasing.ask(key, field, tags, terms, deadline);
        received = answer.sequence();
        return answer.reply();
    }

    Leasing leases() {
        return leasing;
    }

    void mark(Targets targets, long writer, Duration hold, long deadline) throws Fault {
        evicting.mark(targets, writer, hold, deadline);
    }

    void unmark(Targets targets, long writer, long deadline) throws Fault {
        evicting.unmark(targets, writer, deadline);
    }

    /** Throws where any of it may not have been done. */
    void evict(Targets targets, Collection<Long> writers, long deadline) throws Fault {
        receive(evicting.evict(targets, writers, deadline));
    }

    /** Whether what these rules store is reached by everybody's evictions. */
    boolean covers(RuleFingerprint rules, long now) {
        return enrolling.covers(rules, now);
    }

    /** Makes the fleet know by which rules this JVM stores. */
    void enrol(Member member, long deadline) throws Fault {
        if (!enrolling.enrol(member, false, deadline)) {
            // Before anybody counts on what is there: nothing is stored by these rules until the second time
            Set<String> caches = Set.copyOf(member.cacheTags());
            evict(new Targets(Set.of(), caches, caches), Set.of(), deadline);
            enrolling.enrol(member, true, deadline);
        }
    }

    /** The newest sequence that has been received. Whichever thread set it last: an older one is a lower bound too. */
    Sequence sequence() {
        return received;
    }

    private void receive(byte @Nullable [] stored) {
        if (stored != null && stored.length >= 2 * Long.BYTES) {
            ByteBuffer read = ByteBuffer.wrap(stored);
            received = new Sequence(incarnation, read.getLong(), read.getLong());
        }
    }

    /** Asks for the sequence without waiting. Where an answer is still to come, that one will do. */
    void beat() {
        if (!beating.compareAndSet(false, true)) {
            return;
        }
        ValueOutput<byte[], byte[]> output = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(2);
        if (absent) {
            // So that units of work that begin before anybody has evicted or missed anything can store what they load
            batch.add(CommandType.SET, new StatusOutput<>(ByteArrayCodec.INSTANCE), wire.newSequence());
        }
        batch.add(CommandType.GET, output, Batch.arguments().addKey(wire.names().sequence()));
        try {
            AsyncCommand<byte[], byte[], ?> answer = batch.send(wire.connection());
            answer.onComplete((ignored, failed) -> {
                if (failed == null && output.getError() == null) {
                    absent = output.get() == null;
                    receive(output.get());
                }
                beating.set(false);
            });
        } catch (Fault fault) {
            // The keeper's own looks decide what that means for the line
            beating.set(false);
        }
    }

    /** For what isn't done on calls. */
    Wire wire() {
        return wire;
    }

    /** Throws unless the server that was connected to still serves, and answers in time. */
    void check(long deadline) throws Fault {
        ServerInfo now = ServerInfo.ask(wire.connection(), deadline);
        if (!now.master()) {
            throw new Fault(Fault.Kind.GONE, "the server has become a replica");
        }
        if (now.incarnation() != incarnation) {
            throw new Fault(Fault.Kind.GONE, "another server, or another life of it, answers");
        }
    }
}
