package dev.larder.engine.store.redis;

import dev.larder.engine.store.FillOutcome;
import dev.larder.engine.store.Lease;
import dev.larder.engine.store.LeaseReply;
import dev.larder.engine.store.Snapshot;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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

    /** Redis handles a command in one go; a longer one would hold up everybody else. */
    private static final int KEYS_PER_COMMAND = 500;

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final KeySpace keySpace;
    private final SecureRandom random;
    private final Supplier<Duration> generationLife;
    private final long incarnation;
    private final AtomicReference<@Nullable Fault> retired = new AtomicReference<>();

    /** @param generationLife how long a tag's generation is kept after it was last seen by a lease */
    Line(
            StatefulRedisConnection<byte[], byte[]> connection,
            KeySpace keySpace,
            SecureRandom random,
            Supplier<Duration> generationLife,
            long incarnation) {
        this.connection = connection;
        this.keySpace = keySpace;
        this.random = random;
        this.generationLife = generationLife;
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
        connection.close();
    }

    Snapshot read(String key, String field, String[] tags, long deadline) throws Fault {
        ValueOutput<byte[], byte[]> value = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(2);
        batch.add(
                CommandType.HGET,
                value,
                Batch.arguments().addKey(keySpace.key(key)).addValue(KeySpace.valueField(field)));
        long[] generations = new long[tags.length];
        if (tags.length > 0) {
            CommandArgs<byte[], byte[]> names = Batch.arguments();
            for (String tag : tags) {
                names.addKey(keySpace.generation(tag));
            }
            batch.add(CommandType.MGET, new Generations(generations, 0), names);
        }
        batch.run(connection, deadline);
        batch.check();
        return new Snapshot(value.get(), generations, incarnation);
    }

    LeaseReply lease(String key, String field, String[] tags, Duration hold, long deadline) throws Fault {
        byte[] token = new byte[16];
        random.nextBytes(token);
        Lease asked = new Lease(key, field, tags, new long[tags.length], incarnation, token);
        boolean kept = false;
        AsyncCommand<byte[], byte[], ?> answer = null;
        try {
            Batch batch = new Batch(2 * tags.length + 1);
            for (int i = 0; i < tags.length; i++) {
                byte[] name = keySpace.generation(tags[i]);
                batch.add(CommandType.SET, status(), setGeneration(name).add("NX"));
                // What is there now, ours or an older one; and it is kept for as long as the value may need it
                batch.add(
                        CommandType.GETEX,
                        new Generations(asked.generations(), i),
                        Batch.arguments()
                                .addKey(name)
                                .add("PX")
                                .add(generationLife.get().toMillis()));
            }
            byte[] lease = KeySpace.leaseField(field);
            byte[] value = KeySpace.valueField(field);
            IntegerOutput<byte[], byte[]> given = integer();
            addScript(batch, Script.LEASE, true, given, key, lease, token, decimal(hold.toMillis()), value);
            answer = batch.send(connection);
            Batch.await(answer, deadline);
            if (forgotten(batch.error(batch.size() - 1))) {
                Batch again = new Batch(1);
                given = integer();
                addScript(again, Script.LEASE, false, given, key, lease, token, decimal(hold.toMillis()), value);
                answer = again.send(connection);
                Batch.await(answer, deadline);
                again.check();
            } else if (batch.error(batch.size() - 1) != null) {
                batch.check();
            }
            if (given.get() == 0) {
                kept = true; // by somebody else
                return LeaseReply.Taken.INSTANCE;
            }
            for (int i = 0; i < tags.length; i++) {
                if (asked.generations()[i] == 0) {
                    batch.check();
                    throw new Fault(
                            Fault.Kind.REFUSED, "the generation of the tag " + tags[i] + " was lost or isn't Larder's");
                }
            }
            kept = true;
            return asked;
        } finally {
            if (!kept && answer != null) {
                // If the lease was given all the same, perhaps only later: nobody else should wait until it runs out.
                answer.onComplete((ignored, failed) -> release(asked, (result, fault) -> {}));
            }
        }
    }

    /** @param told called once, with the fault where there was one, on a thread of Lettuce's or this one */
    void fill(Lease lease, byte[] value, Duration ttl, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        byte[][] arguments = {
            KeySpace.leaseField(lease.field()),
            lease.token(),
            KeySpace.valueField(lease.field()),
            value,
            decimal(ttl.toMillis())
        };
        start(Script.FILL, true, told, lease.key(), arguments);
    }

    void release(Lease lease, BiConsumer<FillOutcome.Result, @Nullable Fault> told) {
        start(Script.RELEASE, true, told, lease.key(), KeySpace.leaseField(lease.field()), lease.token());
    }

    private void start(
            Script script,
            boolean known,
            BiConsumer<FillOutcome.Result, @Nullable Fault> told,
            String key,
            byte[]... arguments) {
        Batch batch = new Batch(1);
        IntegerOutput<byte[], byte[]> done = integer();
        addScript(batch, script, known, done, key, arguments);
        AsyncCommand<byte[], byte[], ?> answer;
        try {
            answer = batch.send(connection);
        } catch (Fault fault) {
            told.accept(FillOutcome.Result.FAILED, fault);
            return;
        }
        answer.onComplete((ignored, failed) -> {
            String error = done.getError();
            if (known && forgotten(error)) {
                // Sent anew behind what was sent meanwhile: a read may miss the value, once after each SCRIPT FLUSH.
                start(script, false, told, key, arguments);
            } else if (error != null) {
                told.accept(FillOutcome.Result.FAILED, Fault.ofReply(error));
            } else if (failed != null) {
                told.accept(FillOutcome.Result.FAILED, Fault.ended());
            } else {
                told.accept(done.get() == 1 ? FillOutcome.Result.STORED : FillOutcome.Result.LEASE_LOST, null);
            }
        });
    }

    /** Throws where any of it may not have been done. */
    void evict(Collection<String> keys, Collection<String> tags, long deadline) throws Fault {
        if (keys.isEmpty() && tags.isEmpty()) {
            return;
        }
        Batch batch = new Batch(keys.size() / KEYS_PER_COMMAND + 1 + tags.size());
        List<byte[]> generations = new ArrayList<>(tags.size());
        for (String tag : tags) {
            byte[] name = keySpace.generation(tag);
            generations.add(name);
            batch.add(CommandType.SET, status(), setGeneration(name));
        }
        addUnlinks(batch, keys.stream().map(keySpace::key).toList());
        batch.run(connection, deadline);

        List<byte[]> refused = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String error = batch.error(i);
            if (error != null && i >= generations.size()) {
                throw Fault.ofReply(error);
            }
            if (error != null) {
                refused.add(generations.get(i));
            }
        }
        if (!refused.isEmpty()) {
            // A full Redis takes no new generation, but lets the old one be deleted. That evicts as well: the next
            // lease
            // draws another, and an absent one matches nothing.
            Batch instead = new Batch(1);
            addUnlinks(instead, refused);
            instead.run(connection, deadline);
            instead.check();
        }
    }

    private static void addUnlinks(Batch batch, List<byte[]> names) {
        for (int from = 0; from < names.size(); from += KEYS_PER_COMMAND) {
            List<byte[]> some = names.subList(from, Math.min(names.size(), from + KEYS_PER_COMMAND));
            batch.add(CommandType.UNLINK, integer(), Batch.arguments().addKeys(some));
        }
    }

    /** Throws unless the server that was connected to still serves, and answers in time. */
    void check(long deadline) throws Fault {
        ServerInfo now = ServerInfo.ask(connection, deadline);
        if (!now.master()) {
            throw new Fault(Fault.Kind.GONE, "the server has become a replica");
        }
        if (now.incarnation() != incarnation) {
            throw new Fault(Fault.Kind.GONE, "another server, or another life of it, answers");
        }
    }

    private CommandArgs<byte[], byte[]> setGeneration(byte[] name) {
        long drawn;
        do {
            drawn = random.nextLong();
        } while (drawn == 0); // which stands for an absent one
        return Batch.arguments()
                .addKey(name)
                .add(ByteBuffer.allocate(Long.BYTES).putLong(drawn).array())
                .add("PX")
                .add(generationLife.get().toMillis());
    }

    /** @param known by Redis under its digest; else the text is sent, and with it made known */
    private void addScript(
            Batch batch,
            Script script,
            boolean known,
            IntegerOutput<byte[], byte[]> output,
            String key,
            byte[]... arguments) {
        CommandArgs<byte[], byte[]> all = Batch.arguments()
                .add(known ? script.sha() : script.text())
                .add(1)
                .addKey(keySpace.key(key))
                .addValues(arguments);
        batch.add(known ? CommandType.EVALSHA : CommandType.EVAL, output, all);
    }

    private static boolean forgotten(@Nullable String error) {
        return error != null && error.startsWith("NOSCRIPT");
    }

    private static IntegerOutput<byte[], byte[]> integer() {
        return new IntegerOutput<>(ByteArrayCodec.INSTANCE);
    }

    private static StatusOutput<byte[], byte[]> status() {
        return new StatusOutput<>(ByteArrayCodec.INSTANCE);
    }

    private static byte[] decimal(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
