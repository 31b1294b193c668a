package dev.larder.engine.store.redis;

import dev.larder.engine.store.Inspection;
import dev.larder.engine.store.StoreException;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyListOutput;
import io.lettuce.core.output.KeyScanOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A look into Redis, on the line that the application's calls use: what is asked at a time is little, so that these come
 * in between.
 */
final class RedisInspection implements Inspection {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Keys that Redis looks at in one step, which takes it less than a millisecond. */
    private static final int STEP = 200;

    private final Line line;
    private final String subject;

    RedisInspection(Line line, String subject) {
        this.line = line;
        this.subject = subject;
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private interface Asked<T> {
        T answer() throws Fault;
    }

    private <T> T ask(Asked<T> question) throws StoreException {
        try {
            return question.answer();
        } catch (Fault fault) {
            throw new StoreException(subject + ": " + fault.getMessage());
        }
    }

    @Override
    public void keys(String glob, Finder finder) throws StoreException {
        byte[] like = line.wire().names().keysLike(glob);
        String cursor = "0";
        do {
            String from = cursor;
            KeyScanCursor<byte[]> step = ask(() -> scan(from, like));
            List<String> keys =
                    step.getKeys().stream().map(line.wire().names()::keyOf).toList();
            if (!keys.isEmpty() && !finder.found(keys)) {
                return;
            }
            cursor = step.getCursor();
        } while (!cursor.equals("0"));
    }

    private KeyScanCursor<byte[]> scan(String cursor, byte[] like) throws Fault {
        KeyScanOutput<byte[], byte[]> output = new KeyScanOutput<>(ByteArrayCodec.INSTANCE);
        Batch batch = new Batch(1);
        batch.add(
                CommandType.SCAN,
                output,
                Batch.arguments()
                        .add(cursor)
                        .add("MATCH")
                        .add(like)
                        .add("COUNT")
                        .add(STEP)
                        .add("TYPE")
                        .add("hash"));
        batch.run(line.wire().connection(), deadline());
        batch.check();
        return output.get();
    }

    @Override
    public List<Outline> outlines(List<String> keys, boolean measured) throws StoreException {
        return keys.isEmpty() ? List.of() : ask(() -> outlined(keys, measured));
    }

    private List<Outline> outlined(List<String> keys, boolean measured) throws Fault {
        Batch batch = new Batch(3 * keys.size());
        List<KeyListOutput<byte[], byte[]>> fields = new ArrayList<>();
        List<IntegerOutput<byte[], byte[]>> lives = new ArrayList<>();
        List<IntegerOutput<byte[], byte[]>> sizes = new ArrayList<>();
        for (String key : keys) {
            byte[] name = line.wire().names().key(key);
            fields.add(new KeyListOutput<>(ByteArrayCodec.INSTANCE));
            lives.add(new IntegerOutput<>(ByteArrayCodec.INSTANCE));
            sizes.add(new IntegerOutput<>(ByteArrayCodec.INSTANCE));
            batch.add(
                    CommandType.HKEYS,
                    fields.get(fields.size() - 1),
                    Batch.arguments().addKey(name));
            batch.add(
                    CommandType.PTTL,
                    lives.get(lives.size() - 1),
                    Batch.arguments().addKey(name));
            if (measured) {
                batch.add(
                        CommandType.MEMORY,
                        sizes.get(sizes.size() - 1),
                        Batch.arguments().add("USAGE").addKey(name));
            }
        }
        batch.run(line.wire().connection(), deadline());
        List<Outline> outlines = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String refused = fields.get(i).getError() != null
                    ? fields.get(i).getError()
                    : lives.get(i).getError();
            if (refused != null) {
                throw Fault.ofReply(refused);
            }
            // The right to MEMORY is often kept back: sizes are no more than nice to know
            Long bytes = sizes.get(i).getError() == null ? sizes.get(i).get() : null;
            outlines.add(outline(keys.get(i), fields.get(i).get(), lives.get(i).get(), bytes));
        }
        return outlines;
    }

    private static Outline outline(
            String key, @Nullable List<byte[]> names, @Nullable Long life, @Nullable Long bytes) {
        List<String> fields = new ArrayList<>();
        boolean leased = false;
        for (byte[] name : names == null ? List.<byte[]>of() : names) {
            String field = new String(name, StandardCharsets.UTF_8);
            if (!field.startsWith("#")) {
                fields.add(field);
            } else if (field.length() > 1) {
                leased = true;
            }
        }
        return new Outline(key, fields, leased, life == null ? -1 : life, bytes == null ? 0 : bytes);
    }

    @Override
    public byte @Nullable [] value(String key, String field) throws StoreException {
        return ask(() -> line.read(key, field, new String[0], deadline())).value();
    }

    @Override
    public long[] generations(List<String> tags) throws StoreException {
        return ask(() -> line.read("", "", tags.toArray(new String[0]), deadline()))
                .generations();
    }

    @Override
    public Map<String, String> server() throws StoreException {
        return ask(() -> {
            ValueOutput<byte[], byte[]> info = new ValueOutput<>(ByteArrayCodec.INSTANCE);
            Batch batch = new Batch(1);
            batch.add(CommandType.INFO, info, Batch.arguments());
            batch.run(line.wire().connection(), deadline());
            batch.check();
            Map<String, String> said = new HashMap<>();
            ServerInfo.read(info.get(), said);
            return said;
        });
    }

    @Override
    public long incarnation() {
        return line.incarnation();
    }
}
