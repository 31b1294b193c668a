package dev.larder.engine.store.redis;

import dev.larder.engine.store.Fleet;
import dev.larder.engine.store.StoreException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.BooleanOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyListOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fleet in Redis: a string for each member, which runs out, and a hash with the members' names. Names of the dead are
 * taken away by whoever reads; a member that was only late adds its own again the next time. Commands that every line
 * uses anyway, so that no user needs another right.
 */
final class RedisFleet implements Fleet {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of the hash, if no member is left to take anything away. */
    private static final Duration LIFE_OF_NAMES = Duration.ofDays(1);

    private final LineKeeper keeper;
    private final String subject;

    RedisFleet(LineKeeper keeper, String subject) {
        this.keeper = keeper;
        this.subject = subject;
    }

    @Override
    public void tell(String member, byte[] report, Duration life) {
        Line line = keeper.usable();
        if (line == null) {
            return;
        }
        KeySpace names = line.wire().names();
        Batch batch = new Batch(3);
        batch.add(
                CommandType.SET,
                new StatusOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments()
                        .addKey(names.member(member))
                        .addValue(report)
                        .add("PX")
                        .add(life.toMillis()));
        batch.add(
                CommandType.HSET,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments()
                        .addKey(names.members())
                        .addKey(KeySpace.valueField(member))
                        .addValue(new byte[0]));
        batch.add(
                CommandType.PEXPIRE,
                new BooleanOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments().addKey(names.members()).add(LIFE_OF_NAMES.toMillis()));
        try {
            // Not waited for, nor looked at: whoever needs the line finds out what is wrong, and this is told again
            // soon
            batch.send(line.wire().connection()).onComplete((done, failed) -> {});
        } catch (Fault gone) {
            // As above
        }
    }

    @Override
    public void leave(String name, byte[] what, Duration life) {
        Line line = keeper.usable();
        if (line == null) {
            return;
        }
        Batch batch = new Batch(1);
        batch.add(
                CommandType.SET,
                new StatusOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments()
                        .addKey(line.wire().names().left(name))
                        .addValue(what)
                        .add("PX")
                        .add(life.toMillis()));
        try {
            // Not waited for either
            batch.send(line.wire().connection()).onComplete((done, failed) -> {});
        } catch (Fault gone) {
            // Left again some time
        }
    }

    @Override
    public byte @Nullable [] left(String name) throws StoreException {
        Line line = usable();
        ValueOutput<byte[], byte[]> output = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(1);
        batch.add(
                CommandType.GET,
                output,
                Batch.arguments().addKey(line.wire().names().left(name)));
        try {
            run(batch, line);
            return output.get();
        } catch (Fault fault) {
            throw new StoreException(subject + ": " + fault.getMessage());
        }
    }

    private Line usable() throws StoreException {
        Line line = keeper.usable();
        if (line == null) {
            throw new StoreException(subject + " is not up");
        }
        return line;
    }

    @Override
    public List<byte[]> reports() throws StoreException {
        Line line = usable();
        try {
            List<byte[]> members = members(line);
            return members.isEmpty() ? List.of() : reports(line, members);
        } catch (Fault fault) {
            throw new StoreException(subject + ": " + fault.getMessage());
        }
    }

    private static List<byte[]> members(Line line) throws Fault {
        KeyListOutput<byte[], byte[]> output = new KeyListOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(1);
        batch.add(
                CommandType.HKEYS,
                output,
                Batch.arguments().addKey(line.wire().names().members()));
        run(batch, line);
        List<byte[]> members = output.get();
        return members == null ? List.of() : members;
    }

    private static List<byte[]> reports(Line line, List<byte[]> members) throws Fault {
        KeySpace names = line.wire().names();
        CommandArgs<byte[], byte[]> keys = Batch.arguments();
        members.forEach(member -> keys.addKey(names.member(member)));
        ValueListOutput<byte[], byte[]> output = new ValueListOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(1);
        batch.add(CommandType.MGET, output, keys);
        run(batch, line);
        List<byte[]> reports = new ArrayList<>();
        CommandArgs<byte[], byte[]> dead = Batch.arguments().addKey(names.members());
        boolean anyDead = false;
        for (int i = 0; i < members.size(); i++) {
            byte[] report = output.get().get(i);
            if (report == null) {
                dead.addKey(members.get(i));
                anyDead = true;
            } else {
                reports.add(report);
            }
        }
        if (anyDead) {
            Batch clean = new Batch(1);
            clean.add(CommandType.HDEL, new IntegerOutput<>(ByteArrayCodec.INSTANCE), dead);
            run(clean, line);
        }
        return reports;
    }

    private static void run(Batch batch, Line line) throws Fault {
        batch.run(line.wire().connection(), System.nanoTime() + PATIENCE.toNanos());
        batch.check();
    }
}
