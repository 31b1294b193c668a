package dev.larder.engine.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;

/** What all commands of a line share: its connection, names, random numbers, and how long things live. */
final class Wire {

    /** How long what tells of an evicted key stays. After that its cache's last eviction is taken for its own. */
    private static final Duration STATE_LIFE = Duration.ofMinutes(1);

    private final StatefulRedisConnection<byte[], byte[]> connection;
    private final KeySpace keySpace;
    private final SecureRandom random;
    private final Supplier<Duration> life;

    /** @param life how long a tag's generation is kept after it was last seen by a lease */
    Wire(
            StatefulRedisConnection<byte[], byte[]> connection,
            KeySpace keySpace,
            SecureRandom random,
            Supplier<Duration> life) {
        this.connection = connection;
        this.keySpace = keySpace;
        this.random = random;
        this.life = life;
    }

    StatefulRedisConnection<byte[], byte[]> connection() {
        return connection;
    }

    KeySpace names() {
        return keySpace;
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Several times 8 bytes, of which none stand for 0: that is an absent generation. */
    byte[] drawn(int count) {
        byte[] all = randomBytes(Long.BYTES * count);
        ByteBuffer view = ByteBuffer.wrap(all);
        for (int i = 0; i < count; i++) {
            while (view.getLong(Long.BYTES * i) == 0) {
                view.putLong(Long.BYTES * i, random.nextLong());
            }
        }
        return all;
    }

    long stateLife() {
        return STATE_LIFE.toMillis();
    }

    /** How long a tag's generation is kept, in milliseconds. */
    long life() {
        return life.get().toMillis();
    }

    /** A script that works on the rules of the fleet. */
    ScriptCall onRules(Script script) {
        return new ScriptCall(script).key(keySpace.rules()).key(keySpace.sequence());
    }

    /** A script that works on the sequence: its first key, and its first arguments, are given. */
    ScriptCall onSequence(Script script) {
        return new ScriptCall(script)
                .key(keySpace.sequence())
                .with(drawn(1))
                .with(life.get().toMillis());
    }

    /** What sets the sequence where there is none: as the scripts read it. */
    CommandArgs<byte[], byte[]> newSequence() {
        byte[] beginning = Arrays.copyOf(drawn(1), 3 * Long.BYTES);
        return Batch.arguments()
                .addKey(keySpace.sequence())
                .add(beginning)
                .add("PX")
                .add(life.get().toMillis())
                .add("NX");
    }

    /** Runs a script that answers bytes; it is made known where Redis has forgotten it. */
    byte[] run(ScriptCall call, long deadline) throws Fault {
        return run(call, deadline, sent -> {});
    }

    /** Told of each command before it is waited for. */
    interface Sent {
        void command(AsyncCommand<byte[], byte[], ?> command);
    }

    byte[] run(ScriptCall call, long deadline, Sent sent) throws Fault {
        for (boolean known = true; ; known = false) {
            ValueOutput<byte[], byte[]> output = new ValueOutput<>(ByteArrayCodec.INSTANCE);
            Batch batch = new Batch(1);
            call.addTo(batch, known, output);
            AsyncCommand<byte[], byte[], ?> command = batch.send(connection);
            sent.command(command);
            Batch.await(command, deadline);
            if (!known || !ScriptCall.forgotten(batch.error(0))) {
                batch.check();
                byte[] answer = output.get();
                if (answer == null) {
                    throw new Fault(Fault.Kind.REFUSED, "a script of Larder's answered nothing");
                }
                return answer;
            }
        }
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
