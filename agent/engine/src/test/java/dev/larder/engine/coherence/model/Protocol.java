package dev.larder.engine.coherence.model;

import static dev.larder.engine.coherence.model.World.ABSENT;

import dev.larder.engine.coherence.model.Variant.Protection;
import dev.larder.engine.coherence.model.World.Actor;
import dev.larder.engine.coherence.model.World.Kind;
import dev.larder.engine.coherence.model.World.Sequence;
import dev.larder.engine.coherence.model.World.Stored;
import dev.larder.engine.coherence.model.World.Tag;
import dev.larder.engine.coherence.model.World.Value;
import java.util.Arrays;
import java.util.List;

/** What the store does in one step each, as the scripts do, in the given variant. */
final class Protocol {
    private final Variant variant;

    Protocol(Variant variant) {
        this.variant = variant;
    }

    private boolean has(Protection protection) {
        return variant.has(protection);
    }

    /** Whether the value may be served, by what one read saw. */
    boolean valid(Value value, Tag[] tags, int incarnation) {
        if (value == null) {
            return false;
        }
        if (has(Protection.INCARNATION) && value.incarnation() != incarnation) {
            return false;
        }
        return !has(Protection.GENERATIONS)
                || (!value.generations().contains(ABSENT) && value.generations().equals(recorded(tags)));
    }

    private List<Integer> recorded(Tag[] tags) {
        return Arrays.stream(tags)
                .filter(tag -> has(Protection.ALL_GENERATIONS) || tag != tags[1])
                .map(this::seen)
                .toList();
    }

    private int seen(Tag tag) {
        return tag.generation == ABSENT && !has(Protection.RANDOM_GENERATIONS) ? 0 : tag.generation;
    }

    /** Gives the actor the lease, and the generations to record, or leaves it without. */
    void lease(World world, Actor actor) {
        Stored store = world.store;
        actor.incarnation = world.incarnation;
        actor.token = ABSENT;
        if (store.keyMarks != 0 || Arrays.stream(store.tags).anyMatch(tag -> tag.marks != 0)) {
            return;
        }
        Sequence now = sequence(world);
        Sequence last = store.tags[World.CACHE].absent() ? now : store.last;
        boolean refused = false;
        if (actor.kind == Kind.SNAPSHOT_READER && has(Protection.SEQUENCE_RULE)) {
            refused = actor.since.epoch() != now.epoch()
                    || (has(Protection.SEQUENCE_INCARNATION) && actor.sinceIncarnation != world.incarnation)
                    || later(keyStamp(store, last), actor.since, now);
            for (Tag tag : store.tags) {
                Sequence stamp = tag.absent() && has(Protection.ABSENT_IS_LAST) ? last : tag.stamp;
                refused |= later(stamp, actor.since, now);
            }
        }
        for (Tag tag : store.tags) {
            draw(world, tag, last);
        }
        if (store.last.equals(Sequence.NONE)) {
            store.last = last;
        }
        if (refused) {
            store.keyStamp = keyStamp(store, last);
            return;
        }
        if (has(Protection.LEASE)) {
            if (store.lease != ABSENT) {
                return;
            }
            store.lease = world.drawId();
            actor.token = store.lease;
        } else {
            actor.token = 0;
        }
        actor.generations = recorded(store.tags);
    }

    private Sequence keyStamp(Stored store, Sequence last) {
        return store.keyStamp.equals(Sequence.NONE) && has(Protection.ABSENT_IS_LAST) ? last : store.keyStamp;
    }

    /** Whether the stamp is of this epoch, and after what the unit knew. Those of an older epoch are before all of it. */
    private static boolean later(Sequence stamp, Sequence since, Sequence now) {
        return stamp.epoch() == now.epoch() && stamp.number() > since.number();
    }

    private void draw(World world, Tag tag, Sequence last) {
        if (tag.absent() && has(Protection.RANDOM_GENERATIONS)) {
            tag.generation = world.drawId();
            tag.stamp = has(Protection.ABSENT_IS_LAST) ? last : tag.stamp;
        }
    }

    void fill(World world, Actor actor) {
        Stored store = world.store;
        boolean accepted = actor.token != ABSENT;
        if (has(Protection.LEASE)) {
            accepted &= store.lease == actor.token;
        }
        if (has(Protection.FILL_IF_ABSENT)) {
            accepted &= store.value == null && !store.tombstone;
        }
        if (accepted) {
            store.value = new Value(
                    actor.version,
                    actor.generations,
                    has(Protection.INCARNATION_FIRST) ? actor.incarnation : world.incarnation);
            store.lease = ABSENT;
        }
    }

    void mark(World world, int writer, int[] tags) {
        Stored store = world.store;
        if (tags.length == 0) {
            clearKey(store);
            store.keyMarks |= 1 << writer;
            if (store.keyStamp.equals(Sequence.NONE)) {
                store.keyStamp = sequence(world);
            }
            return;
        }
        for (int at : tags) {
            Tag marked = store.tags[at];
            if (marked.absent()) {
                marked.stamp = sequence(world);
            }
            if (marked.marks == 0) {
                marked.covered = marked.generation;
            }
            marked.generation = ABSENT;
            marked.marks |= 1 << writer;
        }
    }

    void rollBack(World world, int writer, int[] tags) {
        if (tags.length == 0) {
            world.store.keyMarks &= ~(1 << writer);
        }
        for (int at : tags) {
            if ((world.store.tags[at].marks & (1 << writer)) != 0) {
                rollBack(world, writer, world.store.tags[at]);
            }
        }
    }

    private void rollBack(World world, int writer, Tag marked) {
        marked.marks &= ~(1 << writer);
        if (marked.marks == 0 || !has(Protection.RESTORE_ALONE)) {
            marked.generation = marked.covered == ABSENT ? world.drawId() : marked.covered;
            marked.covered = ABSENT;
        }
    }

    void evict(World world, int writer, int[] tags) {
        Stored store = world.store;
        Sequence now = drawSequence(world);
        int others = has(Protection.OWN_MARK) ? ~(1 << writer) : 0;
        for (int at : tags) {
            store.tags[at].marks &= others;
            renew(world, store.tags[at], now);
        }
        if (tags.length == 0) {
            clearKey(store);
            store.keyMarks &= others;
            store.keyStamp = now;
            store.tombstone = has(Protection.TOMBSTONE);
        }
        store.last = store.tags[World.CACHE].absent() ? store.last : now;
    }

    private void renew(World world, Tag tag, Sequence stamp) {
        tag.stamp = stamp;
        tag.covered = ABSENT;
        if (tag.marks != 0) {
            tag.generation = ABSENT;
        } else if (has(Protection.RANDOM_GENERATIONS)) {
            tag.generation = world.drawId();
        } else {
            tag.generation = Math.max(0, tag.generation) + 1;
        }
    }

    /** @param writers whose marks have run out */
    void runOut(World world, int writers) {
        Stored store = world.store;
        int marks = Arrays.stream(store.tags).mapToInt(tag -> tag.marks).reduce(store.keyMarks, (a, b) -> a | b);
        if ((marks & writers) == 0) {
            return;
        }
        Sequence now = has(Protection.RUN_OUT_EVICTS) ? drawSequence(world) : Sequence.NONE;
        if ((store.keyMarks & writers) != 0) {
            store.keyMarks &= ~writers;
            store.keyStamp = has(Protection.RUN_OUT_EVICTS) ? now : store.keyStamp;
        }
        for (Tag tag : store.tags) {
            if ((tag.marks & writers) != 0) {
                tag.marks &= ~writers;
                if (has(Protection.RUN_OUT_EVICTS)) {
                    renew(world, tag, now);
                } else if (tag.marks == 0) {
                    tag.generation = tag.covered == ABSENT ? world.drawId() : tag.covered;
                }
            }
        }
        store.last = has(Protection.RUN_OUT_EVICTS) && !store.tags[World.CACHE].absent() ? now : store.last;
    }

    static void clearKey(Stored store) {
        store.value = null;
        store.lease = ABSENT;
        store.tombstone = false;
    }

    static void loseTag(Stored store, int at) {
        store.tags[at] = new Tag();
        if (at == World.CACHE) {
            store.last = Sequence.NONE;
        }
    }

    private Sequence sequence(World world) {
        Stored store = world.store;
        if (store.sequence.equals(Sequence.NONE)) {
            store.sequence = new Sequence(has(Protection.SEQUENCE_EPOCH) ? world.drawId() : 0, 0);
        }
        return store.sequence;
    }

    private Sequence drawSequence(World world) {
        Sequence now = sequence(world);
        world.store.sequence = new Sequence(now.epoch(), now.number() + 1);
        return world.store.sequence;
    }
}
