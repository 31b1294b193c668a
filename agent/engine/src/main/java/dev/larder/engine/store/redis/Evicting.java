package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Marks and evictions on one line. */
final class Evicting {

    /** Redis handles a script in one go; a longer one would hold up everybody else. */
    private static final int NAMES_PER_SCRIPT = 500;

    /** Epoch and number. */
    private static final int SEQUENCE = 2 * Long.BYTES;

    private final Wire wire;
    private final Enrolling enrolling;

    Evicting(Wire wire, Enrolling enrolling) {
        this.wire = wire;
        this.enrolling = enrolling;
    }

    void mark(Targets targets, long writer, Duration hold, long deadline) throws Fault {
        for (int round = 0; ; round++) {
            Roster known = enrolling.roster();
            byte[] version = new byte[0];
            List<Part> parts = parts(known.widened(targets));
            for (Part part : parts) {
                version = version(wire.run(
                        part.call(Script.MARK)
                                .key(wire.names().rules())
                                .with(Wire.bytes(writer))
                                .with(hold.toMillis()),
                        deadline));
            }
            if (parts.isEmpty() || enrolling.current(known, version, round, deadline)) {
                return;
            }
        }
    }

    /** What a script answers behind the sequence. */
    private static byte[] version(byte[] answer) {
        return Arrays.copyOfRange(answer, Math.min(SEQUENCE, answer.length), answer.length);
    }

    void unmark(Targets targets, long writer, long deadline) throws Fault {
        for (Part part : parts(enrolling.roster().widened(targets))) {
            wire.run(
                    part.call(Script.UNMARK)
                            .with(Wire.bytes(writer))
                            .with(wire.stateLife())
                            .with(wire.drawn(part.tags().size())),
                    deadline);
        }
    }

    /**
     * Throws where any of it may not have been done.
     *
     * @param writers whose marks are taken away
     * @return the sequence that was drawn, as Redis has it
     */
    byte[] evict(Targets targets, Collection<Long> writers, long deadline) throws Fault {
        for (int round = 0; ; round++) {
            Roster known = enrolling.roster();
            List<Part> parts = parts(known.widened(targets));
            Drawn drawn = Drawn.NOTHING;
            for (Part part : parts) {
                drawn = evict(part, targets.caches(), writers, deadline);
            }
            if (parts.isEmpty() || enrolling.current(known, drawn.version(), round, deadline)) {
                return drawn.sequence();
            }
        }
    }

    /** What an eviction answered. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Drawn(byte[] sequence, byte[] version) {
        static final Drawn NOTHING = new Drawn(new byte[0], new byte[0]);
    }

    private Drawn evict(Part part, Collection<String> caches, Collection<Long> writers, long deadline) throws Fault {
        ByteBuffer own = ByteBuffer.allocate(Long.BYTES * writers.size());
        writers.forEach(own::putLong);
        try {
            byte[] answer = wire.run(
                    part.call(Script.EVICT)
                            .keys(caches.stream().map(wire.names()::generation).toList())
                            .key(wire.names().rules())
                            .with(own.array())
                            .with(wire.stateLife())
                            .with(wire.drawn(part.tags().size()))
                            .with(part.keys().size()),
                    deadline);
            return new Drawn(answer, version(answer));
        } catch (Fault fault) {
            if (fault.kind() != Fault.Kind.REFUSED) {
                throw fault;
            }
            return new Drawn(new byte[0], delete(part, deadline));
        }
    }

    /**
     * A full Redis takes no new generation, but lets the old one be deleted. That evicts as well: the next lease draws
     * another, and an absent one matches nothing. The sequence goes with them, so that no unit of work that began
     * before stores anything.
     *
     * @return the version of the roster
     */
    private byte[] delete(Part part, long deadline) throws Fault {
        List<byte[]> names = new ArrayList<>(part.tags());
        names.addAll(part.keys());
        names.add(wire.names().sequence());
        Batch batch = new Batch(2);
        batch.add(
                CommandType.UNLINK,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments().addKeys(names));
        ValueOutput<byte[], byte[]> version = new ValueOutput<>(ByteArrayCodec.INSTANCE);
        batch.add(
                CommandType.HGET,
                version,
                Batch.arguments().addKey(wire.names().rules()).addValue(KeySpace.rulesVersion()));
        batch.run(wire.connection(), deadline);
        batch.check();
        byte[] found = version.get();
        return found == null ? new byte[Long.BYTES] : found;
    }

    /** As much as one script is given. */
    private final class Part {
        private final List<byte[]> tags = new ArrayList<>();
        private final List<byte[]> keys = new ArrayList<>();

        List<byte[]> tags() {
            return tags;
        }

        List<byte[]> keys() {
            return keys;
        }

        ScriptCall call(Script script) {
            return wire.onSequence(script).keys(tags).keys(keys).with(tags.size());
        }

        Part withRoom(List<Part> all) {
            if (tags.size() + keys.size() < NAMES_PER_SCRIPT) {
                return this;
            }
            Part next = new Part();
            all.add(next);
            return next;
        }
    }

    private List<Part> parts(Targets targets) {
        List<Part> all = new ArrayList<>();
        if (targets.isEmpty()) {
            return all;
        }
        Part part = new Part();
        all.add(part);
        for (String tag : targets.tags()) {
            part = part.withRoom(all);
            part.tags().add(wire.names().generation(tag));
        }
        for (String key : targets.keys()) {
            part = part.withRoom(all);
            part.keys().add(wire.names().key(key));
        }
        return all;
    }
}
