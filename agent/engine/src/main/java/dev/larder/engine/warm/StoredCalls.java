package dev.larder.engine.warm;

import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.store.Fleet;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hottest calls of each method as they lie in the store, for all JVMs together: a list under the method's name, in an
 * envelope, so that it is sealed as values are and of no use to classes with other parameters.
 */
final class StoredCalls {
    /** Over a weekend and a holiday. */
    private static final Duration LIFE = Duration.ofDays(7);

    private static final byte FORMAT = 1;
    private static final int MOST = 1_000;
    private static final int MOST_BYTES = 8 << 10;

    private final Fleet fleet;
    private final Envelope envelope;

    StoredCalls(Fleet fleet, Envelope envelope) {
        this.fleet = fleet;
        this.envelope = envelope;
    }

    private static String name(RememberedMethod method) {
        return "calls:" + method.cache() + ":" + method.words();
    }

    /** What all JVMs together remember, the hottest first; nothing where it can't be read. */
    List<HotKeys.Call> of(RememberedMethod method) throws StoreException {
        String name = name(method);
        byte[] stored = fleet.left(name);
        if (stored == null || envelope.problem(stored, name) != null || Envelope.shape(stored) != method.shape()) {
            return List.of();
        }
        try {
            Envelope.Body body = envelope.body(stored, name);
            return read(
                    new DataInputStream(new ByteArrayInputStream(body.bytes(), body.offset(), body.length())), method);
        } catch (BadPayloadException | IOException damaged) {
            return List.of();
        }
    }

    private static List<HotKeys.Call> read(DataInputStream in, RememberedMethod method) throws IOException {
        List<HotKeys.Call> calls = new ArrayList<>();
        int count = in.readByte() == FORMAT ? in.readInt() : 0;
        if (count < 0 || count > MOST) {
            throw new IOException(count + " calls");
        }
        for (int i = 0; i < count; i++) {
            long weight = in.readLong();
            String key = in.readUTF();
            int length = in.readInt();
            if (length < 0 || length > MOST_BYTES) {
                throw new IOException(length + " bytes");
            }
            byte[] arguments = new byte[length];
            in.readFully(arguments);
            calls.add(new HotKeys.Call(key, weight, new HotKeys.Arguments(arguments, method.shape())));
        }
        return calls;
    }

    /** Puts what this JVM knows together with what the others do: two at once lose what the one adds, until its next time. */
    void merge(RememberedMethod method, List<HotKeys.Call> own, int most) throws StoreException {
        Map<String, HotKeys.Call> all = new LinkedHashMap<>();
        // What nobody asks for any more gives way in the end
        of(method)
                .forEach(call ->
                        all.put(call.key(), new HotKeys.Call(call.key(), call.count() * 15 / 16, call.arguments())));
        own.forEach(call -> all.merge(call.key(), call, (one, other) -> one.count() > other.count() ? one : other));
        List<HotKeys.Call> hottest = new ArrayList<>(all.values());
        hottest.sort(Comparator.comparingLong(HotKeys.Call::count).reversed());
        String name = name(method);
        byte[] body = body(hottest.subList(0, Math.min(most, hottest.size())));
        fleet.leave(
                name, envelope.write(name, method.shape(), 0, System.currentTimeMillis(), 0, new long[0], body), LIFE);
    }

    private static byte[] body(List<HotKeys.Call> calls) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(FORMAT);
            out.writeInt(calls.size());
            for (HotKeys.Call call : calls) {
                out.writeLong(call.count());
                out.writeUTF(call.key());
                out.writeInt(call.arguments().bytes().length);
                out.write(call.arguments().bytes());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
