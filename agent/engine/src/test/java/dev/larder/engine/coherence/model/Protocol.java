package dev.larder.engine.coherence.model;

import static dev.larder.engine.coherence.model.World.ABSENT;

import dev.larder.engine.coherence.model.Variant.Protection;
import dev.larder.engine.coherence.model.World.Actor;
import dev.larder.engine.coherence.model.World.Kind;
import dev.larder.engine.coherence.model.World.Sequence;
import dev.larder.engine.coherence.model.World.Stored;
import dev.larder.engine.coherence.model.World.Tag;
import dev.larder.engine.coherence.model.World.Value;

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
                || (value.first() == seen(tags[0])
                        && value.second() == seen(tags[1])
                        && value.first() != ABSENT
                        && value.second() != ABSENT);
    }

    private int seen(Tag tag) {
        return tag.generation == ABSENT && !has(Protection.RANDOM_GENERATIONS) ? 0 : tag.generation;
    }

    /** Gives the actor the lease, and the generations to record, or leaves it without. */
    void lease(World world, Actor actor) {
        Stored store = world.store;
        actor.incarnation = world.incarnation;
        actor.token = ABSENT;
        if (store.keyMarks != 0 || store.tags[0].marks != 0 || store.tags[1].marks != 0) {
            return;
        }
        Sequence now = sequence(world);
        Sequence last = store.tags[1].absent() ? now : store.last;
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
        draw(world, store.tags[0], last);
        draw(world, store.tags[1], last);
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
        actor.first = seen(store.tags[0]);
        actor.second = seen(store.tags[1]);
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
                    actor.first,
                    actor.second,
                    has(Protection.INCARNATION_FIRST) ? actor.incarnation : world.incarnation);
            store.lease = ABSENT;
        }
    }

    void mark(World world, int writer, boolean tag) {
        Stored store = world.store;
        if (!tag) {
            clearKey(store);
            store.keyMarks |= 1 << writer;
            if (store.keyStamp.equals(Sequence.NONE)) {
                store.keyStamp = sequence(world);
            }
            return;
        }
        Tag marked = store.tags[0];
        if (marked.absent()) {
            marked.stamp = sequence(world);
        }
        if (marked.marks == 0) {
            marked.covered = marked.generation;
        }
        marked.generation = ABSENT;
        marked.marks |= 1 << writer;
    }

    void rollBack(World world, int writer, boolean tag) {
        if (!tag) {
            world.store.keyMarks &= ~(1 << writer);
            return;
        }
        Tag marked = world.store.tags[0];
        if ((marked.marks & (1 << writer)) == 0) {
            return;
        }
        marked.marks &= ~(1 << writer);
        if (marked.marks == 0 || !has(Protection.RESTORE_ALONE)) {
            marked.generation = marked.covered == ABSENT ? world.drawId() : marked.covered;
            marked.covered = ABSENT;
        }
    }

    void evict(World world, int writer, boolean tag) {
        Stored store = world.store;
        Sequence now = drawSequence(world);
        int others = has(Protection.OWN_MARK) ? ~(1 << writer) : 0;
        if (tag) {
            store.tags[0].marks &= others;
            renew(world, store.tags[0], now);
        } else {
            clearKey(store);
            store.keyMarks &= others;
            store.keyStamp = now;
            store.tombstone = has(Protection.TOMBSTONE);
        }
        store.last = store.tags[1].absent() ? store.last : now;
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
        Tag tag = store.tags[0];
        if (((store.keyMarks | tag.marks) & writers) == 0) {
            return;
        }
        Sequence now = has(Protection.RUN_OUT_EVICTS) ? drawSequence(world) : Sequence.NONE;
        if ((store.keyMarks & writers) != 0) {
            store.keyMarks &= ~writers;
            store.keyStamp = has(Protection.RUN_OUT_EVICTS) ? now : store.keyStamp;
        }
        if ((tag.marks & writers) != 0) {
            tag.marks &= ~writers;
            if (has(Protection.RUN_OUT_EVICTS)) {
                renew(world, tag, now);
            } else if (tag.marks == 0) {
                tag.generation = tag.covered == ABSENT ? world.drawId() : tag.covered;
            }
        }
        store.last = has(Protection.RUN_OUT_EVICTS) && !store.tags[1].absent() ? now : store.last;
    }

    static void clearKey(Stored store) {
        store.value = null;
        store.lease = ABSENT;
        store.tombstone = false;
    }

    static void loseTag(Stored store, int at) {
        store.tags[at] = new Tag();
        if (at == 1) {
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
