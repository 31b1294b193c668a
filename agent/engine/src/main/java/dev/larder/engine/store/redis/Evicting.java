package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Marks and evictions on one line. */
final class Evicting {

    /** Redis handles a script in one go; a longer one would hold up everybody else. */
    private static final int NAMES_PER_SCRIPT = 500;

    private final Wire wire;

    Evicting(Wire wire) {
        this.wire = wire;
    }

    void mark(Targets targets, long writer, Duration hold, long deadline) throws Fault {
        for (Part part : parts(targets)) {
            wire.run(part.call(Script.MARK).with(Wire.bytes(writer)).with(hold.toMillis()), deadline);
        }
    }

    void unmark(Targets targets, long writer, long deadline) throws Fault {
        for (Part part : parts(targets)) {
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
        ByteBuffer own = ByteBuffer.allocate(Long.BYTES * writers.size());
        writers.forEach(own::putLong);
        List<byte[]> caches =
                targets.caches().stream().map(wire.names()::generation).toList();
        byte[] drawn = new byte[0];
        for (Part part : parts(targets)) {
            try {
                drawn = wire.run(
                        part.call(Script.EVICT)
                                .keys(caches)
                                .with(own.array())
                                .with(wire.stateLife())
                                .with(wire.drawn(part.tags().size()))
                                .with(part.keys().size()),
                        deadline);
            } catch (Fault fault) {
                if (fault.kind() != Fault.Kind.REFUSED) {
                    throw fault;
                }
                delete(part, deadline);
            }
        }
        return drawn;
    }

    /**
     * A full Redis takes no new generation, but lets the old one be deleted. That evicts as well: the next lease draws
     * another, and an absent one matches nothing. The sequence goes with them, so that no unit of work that began
     * before stores anything.
     */
    private void delete(Part part, long deadline) throws Fault {
        List<byte[]> names = new ArrayList<>(part.tags());
        names.addAll(part.keys());
        names.add(wire.names().sequence());
        Batch batch = new Batch(1);
        batch.add(
                CommandType.UNLINK,
                new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                Batch.arguments().addKeys(names));
        batch.run(wire.connection(), deadline);
        batch.check();
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
