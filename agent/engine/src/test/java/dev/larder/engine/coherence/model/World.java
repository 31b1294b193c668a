package dev.larder.engine.coherence.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One state of everything: the database, the store, those who read and write, and the faults that may still come. */
final class World {
    static final int ABSENT = -1;
    static final int TAGS = 3;
    /** The tag that all entries of the cache carry; the others are those of patterns. */
    static final int CACHE = TAGS - 1;

    /** Versions: of the row, the newest whose write has returned, the newest that anybody has seen. */
    int row;

    int returned;
    int seen;

    int incarnation;
    /** What this JVM has received of the sequence. */
    Sequence received = Sequence.NONE;

    int receivedIncarnation;

    Stored store = new Stored();
    /** As a replica has it, or an old file; null while there is none. */
    Stored copy;

    Actor[] actors;
    int[] faults = new int[Fault.values().length];
    /** Writers whose evictions are still to be carried out. */
    int journal;

    private int ids;

    /** What may happen beside the actors' own steps, so many times. */
    enum Fault {
        LOSE_KEY,
        LOSE_TAG,
        FLUSH,
        CRASH,
        MARK_RUNS_OUT,
        COPY,
        FAIL_OVER,
        FAIL_BACK,
        UNREACHABLE,
        /** The JVMs that remember evictions are killed. */
        RESTART
    }

    record Sequence(int epoch, int number) {
        static final Sequence NONE = new Sequence(ABSENT, 0);
    }

    record Value(int version, List<Integer> generations, int incarnation) {
        Value {
            generations = List.copyOf(generations);
        }
    }

    /** One key, its tags, and the sequence. */
    static final class Stored implements Cloneable {
        Value value;
        int lease = ABSENT;
        boolean tombstone;
        Sequence keyStamp = Sequence.NONE;
        int keyMarks;
        Tag[] tags = {new Tag(), new Tag(), new Tag()};
        Sequence last = Sequence.NONE;
        Sequence sequence = Sequence.NONE;

        @Override
        protected Stored clone() {
            try {
                Stored copy = (Stored) super.clone();
                copy.tags = Arrays.stream(tags).map(Tag::clone).toArray(Tag[]::new);
                return copy;
            } catch (CloneNotSupportedException never) {
                throw new AssertionError(never);
            }
        }
    }

    static final class Tag implements Cloneable {
        int generation = ABSENT;
        /** The generation that a writer's mark has covered, to be given back if it rolls back. */
        int covered = ABSENT;

        Sequence stamp = Sequence.NONE;
        int marks;

        boolean absent() {
            return generation == ABSENT && marks == 0;
        }

        @Override
        protected Tag clone() {
            try {
                return (Tag) super.clone();
            } catch (CloneNotSupportedException never) {
                throw new AssertionError(never);
            }
        }
    }

    enum Kind {
        READER,
        /** Reads from a snapshot that it takes at its first step. */
        SNAPSHOT_READER,
        /** Waits for the load of the first actor before it loads itself. */
        WAITER,
        KEY_WRITER,
        TAG_WRITER,
        /** Of another tag of the same key. */
        OTHER_TAG_WRITER,
        BOTH_TAGS_WRITER,
        /** Marks, and rolls back. */
        KEY_ROLLBACK,
        TAG_ROLLBACK;

        boolean writes() {
            return ordinal() >= KEY_WRITER.ordinal();
        }

        /** Which tags it evicts; none for the key. */
        int[] tags() {
            return switch (this) {
                case TAG_WRITER, TAG_ROLLBACK -> new int[] {0};
                case OTHER_TAG_WRITER -> new int[] {1};
                case BOTH_TAGS_WRITER -> new int[] {0, 1};
                default -> new int[0];
            };
        }

        boolean rollsBack() {
            return this == KEY_ROLLBACK || this == TAG_ROLLBACK;
        }
    }

    enum End {
        RUNNING,
        DONE,
        CRASHED
    }

    static final class Actor implements Cloneable {
        final Kind kind;
        int step;
        End end = End.RUNNING;
        int floor;
        int seenFloor;
        int snapshot = ABSENT;
        Sequence since = Sequence.NONE;
        int sinceIncarnation;
        Value found;
        int token = ABSENT;
        List<Integer> generations = List.of();
        int incarnation;
        int version;
        boolean waited;

        Actor(Kind kind) {
            this.kind = kind;
        }

        @Override
        protected Actor clone() {
            try {
                return (Actor) super.clone();
            } catch (CloneNotSupportedException never) {
                throw new AssertionError(never);
            }
        }
    }

    int drawId() {
        return ++ids;
    }

    World copyOf() {
        World next = new World();
        next.row = row;
        next.returned = returned;
        next.seen = seen;
        next.incarnation = incarnation;
        next.received = received;
        next.receivedIncarnation = receivedIncarnation;
        next.store = store.clone();
        next.copy = copy == null ? null : copy.clone();
        next.actors = new Actor[actors.length];
        for (int i = 0; i < actors.length; i++) {
            next.actors[i] = actors[i].clone();
        }
        next.faults = faults.clone();
        next.journal = journal;
        next.ids = ids;
        return next;
    }

    /** Equal for states that differ in nothing but which random numbers were drawn. */
    record Code(long hash, int[] words) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Code code && hash == code.hash && Arrays.equals(words, code.words);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }
    }

    /** @param random false where generations are counters, whose values mean something */
    Code code(boolean random) {
        Writer out = new Writer(random);
        out.add(row, returned, seen, incarnation, journal);
        out.add(snapshotsToCome() ? receivedIncarnation : 0);
        out.add(snapshotsToCome() ? received : Sequence.NONE);
        out.add(store);
        out.add(copy == null ? 0 : 1);
        if (copy != null) {
            out.add(copy);
        }
        out.add(faults);
        for (Actor actor : inAnyOrder()) {
            out.add(actor.end.ordinal(), actor.kind.ordinal());
            if (actor.end == End.RUNNING) {
                out.add(actor.step, actor.floor, actor.seenFloor, actor.snapshot, actor.incarnation, actor.version);
                out.add(actor.since);
                out.add(actor.sinceIncarnation);
                out.add(actor.found);
                out.id(actor.token);
                actor.generations.forEach(out::id);
                out.add(actor.waited ? 1 : 0);
            } else if (awaited(actor)) {
                out.add(actor.version);
            }
        }
        return out.code();
    }

    private boolean awaited(Actor actor) {
        return actor == actors[0] && Arrays.stream(actors).anyMatch(other -> other.kind == Kind.WAITER);
    }

    /** Readers are alike, but for one that is waited for: which did what makes no difference to what can follow. */
    private List<Actor> inAnyOrder() {
        List<Actor> alike = new ArrayList<>();
        List<Actor> all = new ArrayList<>();
        for (Actor actor : actors) {
            boolean reads = actor.kind == Kind.READER || actor.kind == Kind.SNAPSHOT_READER;
            (reads && !awaited(actor) ? alike : all).add(actor);
        }
        alike.sort(Comparator.<Actor>comparingInt(actor -> actor.kind.ordinal())
                .thenComparingInt(actor -> actor.end.ordinal())
                .thenComparingInt(actor -> actor.snapshot)
                .thenComparingInt(actor -> actor.since.number())
                .thenComparingInt(actor -> actor.step)
                .thenComparingInt(actor -> actor.floor)
                .thenComparingInt(actor -> actor.seenFloor)
                .thenComparingInt(actor -> actor.version)
                .thenComparingInt(actor -> actor.token == ABSENT ? 0 : 1)
                .thenComparingInt(actor -> actor.found == null ? ABSENT : actor.found.version()));
        all.addAll(alike);
        return all;
    }

    boolean snapshotsToCome() {
        for (Actor actor : actors) {
            if (actor.kind == Kind.SNAPSHOT_READER && actor.snapshot == ABSENT) {
                return true;
            }
        }
        return false;
    }

    private static final class Writer {
        private final boolean random;
        private final Map<Integer, Integer> names = new HashMap<>();
        private int[] words = new int[128];
        private int size;

        Writer(boolean random) {
            this.random = random;
        }

        void add(int... more) {
            if (size + more.length > words.length) {
                words = Arrays.copyOf(words, 2 * words.length);
            }
            System.arraycopy(more, 0, words, size, more.length);
            size += more.length;
        }

        void id(int id) {
            add(!random || id <= 0 ? id : names.computeIfAbsent(id, first -> names.size() + 1));
        }

        void add(Sequence sequence) {
            id(sequence.epoch());
            add(sequence.number());
        }

        void add(Value value) {
            add(value == null ? ABSENT : value.version());
            if (value != null) {
                value.generations().forEach(this::id);
                add(value.incarnation());
            }
        }

        void add(Stored stored) {
            add(stored.value);
            id(stored.lease);
            add(stored.tombstone ? 1 : 0, stored.keyMarks);
            add(stored.keyStamp);
            for (Tag tag : stored.tags) {
                id(tag.generation);
                id(tag.covered);
                add(tag.marks);
                add(tag.stamp);
            }
            add(stored.last);
            add(stored.sequence);
        }

        Code code() {
            int[] all = Arrays.copyOf(words, size);
            long hash = 1125899906842597L;
            for (int word : all) {
                hash = 31 * hash + word;
                hash ^= hash >>> 29;
            }
            return new Code(hash, all);
        }
    }
}
