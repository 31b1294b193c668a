package dev.larder.engine.store.redis;

import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.LeaseTerms;
import dev.larder.engine.store.Sequence;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Leases on one line, and what is stored under them. */
final class Leasing {
    private static final int TOKEN = 16;

    private final Wire wire;
    private final long incarnation;

    Leasing(Wire wire, long incarnation) {
        this.wire = wire;
        this.incarnation = incarnation;
    }

    /** What was answered, and the sequence that came with it. */
    record Answer(LeaseReply reply, Sequence sequence) {}

    Answer ask(String key, String field, String[] tags, LeaseTerms terms, long deadline) throws Fault {
        byte[] token = wire.randomBytes(TOKEN);
        token[0] = (byte) (terms.connected() ? token[0] | 1 : token[0] & ~1);
        Lease asked = new Lease(key, field, tags, new long[tags.length], incarnation, token);
        ScriptCall call =
                wire.onSequence(Script.LEASE).key(wire.names().key(key)).keys(names(tags));
        call.with(wire.stateLife())
                .with(KeySpace.leaseField(field))
                .with(token)
                .with(terms.hold().toMillis())
                .with(KeySpace.valueField(field))
                .with(since(terms.since()))
                .with(wire.drawn(tags.length));
        List<AsyncCommand<byte[], byte[], ?>> sent = new ArrayList<>(1);
        boolean answered = false;
        try {
            byte[] answer = wire.run(call, deadline, sent::add);
            ByteBuffer read = ByteBuffer.wrap(answer);
            if (answer.length != 1 + Long.BYTES * (2 + tags.length)) {
                throw new Fault(Fault.Kind.REFUSED, "a script of Larder's answered something else");
            }
            byte letter = read.get();
            Sequence sequence = new Sequence(incarnation, read.getLong(), read.getLong());
            for (int i = 0; i < tags.length; i++) {
                asked.generations()[i] = read.getLong();
            }
            answered = true;
            return new Answer(reply(letter, asked), sequence);
        } finally {
            if (!answered && !sent.isEmpty()) {
                // If the lease was given all the same, perhaps only later: nobody else should wait until it runs out.
                sent.get(sent.size() - 1).onComplete((ignored, failed) -> release(asked, (result, fault) -> {}));
            }
        }
    }

    private static LeaseReply reply(byte letter, Lease asked) throws Fault {
        return switch (letter) {
            case 'L' -> asked;
            case 'T' -> LeaseReply.Taken.INSTANCE;
            case 'C' -> new LeaseReply.Taken(true);
            case 'D' -> new LeaseReply.Refused(LeaseReply.Refused.Reason.IN_DOUBT);
            case 'S' -> new LeaseReply.Refused(LeaseReply.Refused.Reason.OLD_SNAPSHOT);
            default -> throw new Fault(Fault.Kind.REFUSED, "a script of Larder's answered something else");
        };
    }

    private List<byte[]> names(String[] tags) {
        List<byte[]> names = new ArrayList<>(tags.length);
        for (String tag : tags) {
            names.add(wire.names().generation(tag));
        }
        return names;
    }

    /** What another server told, or none, is of an epoch that no sequence here has: 0. */
    private byte[] since(@Nullable Sequence since) {
        if (since == null) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        if (since.incarnation() == incarnation) {
            bytes.putLong(since.epoch()).putLong(since.number());
        }
        return bytes.array();
    }

    /** @param told called once, with the fault where there was one, on a thread of Lettuce's or this one */
    void fill(Lease lease, byte[] value, Duration ttl, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        start(
                of(Script.FILL, lease)
                        .with(KeySpace.valueField(lease.field()))
                        .with(value)
                        .with(ttl.toMillis()),
                told);
    }

    void renew(Lease lease, Duration hold, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        start(of(Script.RENEW, lease).with(KeySpace.valueField(lease.field())).with(hold.toMillis()), told);
    }

    void release(Lease lease, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        start(of(Script.RELEASE, lease), told);
    }

    /** No script and no answer that is waited for: what fails here runs out by itself. */
    void drop(String key, String field) {
        Batch batch = new Batch(1);
        batch.add(
                CommandType.HDEL,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments().addKey(wire.names().key(key)).addValue(KeySpace.valueField(field)));
        try {
            batch.send(wire.connection()).onComplete((ignored, failed) -> {});
        } catch (Fault gone) {
            // With the connection; the next one looks at the value again
        }
    }

    private ScriptCall of(Script script, Lease lease) {
        return new ScriptCall(script)
                .key(wire.names().key(lease.key()))
                .with(KeySpace.leaseField(lease.field()))
                .with(lease.token());
    }

    private void start(ScriptCall call, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        start(call, true, told);
    }

    private void start(ScriptCall call, boolean known, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        Batch batch = new Batch(1);
        IntegerOutput<byte[], byte[]> done = new IntegerOutput<>(ByteArrayCodec.INSTANCE);
        call.addTo(batch, known, done);
        AsyncCommand<byte[], byte[], ?> answer;
        try {
            answer = batch.send(wire.connection());
        } catch (Fault fault) {
            told.accept(FillOutcome.Result.FAILED, fault);
            return;
        }
        answer.onComplete((ignored, failed) -> {
            String error = done.getError();
            if (known && ScriptCall.forgotten(error)) {
                // Sent anew behind what was sent meanwhile: a read may miss the value, once after each SCRIPT FLUSH.
                start(call, false, told);
            } else if (error != null) {
                told.accept(FillOutcome.Result.FAILED, Fault.ofReply(error));
            } else if (failed != null) {
                told.accept(FillOutcome.Result.FAILED, Fault.ended());
            } else {
                told.accept(done.get() == 1 ? FillOutcome.Result.STORED : FillOutcome.Result.LEASE_LOST, null);
            }
        });
    }
}
