package dev.larder.engine.coherence.model;

import static dev.larder.engine.coherence.model.World.ABSENT;

import dev.larder.engine.coherence.model.Variant.Act;
import dev.larder.engine.coherence.model.Variant.Protection;
import dev.larder.engine.coherence.model.World.Actor;
import dev.larder.engine.coherence.model.World.End;
import dev.larder.engine.coherence.model.World.Fault;
import dev.larder.engine.coherence.model.World.Kind;
import dev.larder.engine.coherence.model.World.Stored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through every order in which the steps of a scenario's actors and its faults can happen, and tells which
 * properties some order violates.
 */
final class Explorer {

    enum Property {
        /** A read that starts after a write returned sees that write. */
        FRESH,
        /** Reads never go back: a read sees what was seen before it started, also while a write is under way. */
        MONOTONIC,
        /** When all have ended or crashed, the cache serves what the database holds. */
        CONVERGING
    }

    /** @param faults how often each may happen */
    record Scenario(List<Kind> actors, Map<Fault, Integer> faults) {
        static Scenario of(Kind... actors) {
            return new Scenario(List.of(actors), Map.of());
        }

        Scenario with(Fault fault, int times) {
            Map<Fault, Integer> more = new EnumMap<>(Fault.class);
            more.putAll(faults);
            more.put(fault, times);
            return new Scenario(actors, more);
        }
    }

    /** The shortest way to each violation that was found. */
    record Finding(Map<Property, List<String>> violations, int states) {}

    private record Node(World world, Node before, String step) {}

    private final Variant variant;
    private final Protocol protocol;
    private final Set<Property> wanted;
    private final Map<Property, List<String>> violations = new EnumMap<>(Property.class);
    private final Set<World.Code> known = new HashSet<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private Node current;

    private Explorer(Variant variant, Set<Property> wanted) {
        this.variant = variant;
        this.protocol = new Protocol(variant);
        this.wanted = wanted;
    }

    /** @param wanted the search ends early once all of these are violated */
    static Finding explore(Variant variant, Scenario scenario, Set<Property> wanted) {
        return new Explorer(variant, wanted).run(scenario);
    }

    private Finding run(Scenario scenario) {
        World start = new World();
        start.actors = scenario.actors().stream().map(Actor::new).toArray(Actor[]::new);
        scenario.faults().forEach((fault, times) -> start.faults[fault.ordinal()] = times);
        meet(start, "");
        while (!open.isEmpty() && !violations.keySet().containsAll(wanted)) {
            current = open.remove();
            World world = current.world();
            for (int i = 0; i < world.actors.length; i++) {
                if (world.actors[i].end == End.RUNNING) {
                    step(world, i);
                }
            }
            beat(world);
            faults(world);
            journal(world);
            quiet(world);
        }
        return new Finding(violations, known.size());
    }

    private void meet(World world, String step) {
        if (known.add(world.code(variant.has(Protection.RANDOM_GENERATIONS)))) {
            open.add(new Node(world, current, step));
        }
    }

    private void violated(Property property, String last) {
        if (!violations.containsKey(property)) {
            List<String> steps = new ArrayList<>(List.of(last));
            for (Node node = current; node.before() != null; node = node.before()) {
                steps.add(0, node.step());
            }
            violations.put(property, steps);
        }
    }

    private void step(World world, int at) {
        Kind kind = world.actors[at].kind;
        if (kind.writes()) {
            write(world.copyOf(), at);
        } else if (kind == Kind.SNAPSHOT_READER && world.actors[at].snapshot == ABSENT) {
            World next = world.copyOf();
            Actor actor = next.actors[at];
            actor.snapshot = next.row;
            actor.since = next.received;
            actor.sinceIncarnation = next.receivedIncarnation;
            meet(next, name(actor, at) + " begins on version " + actor.snapshot);
        } else {
            read(world, at);
        }
    }

    private static String name(Actor actor, int at) {
        return actor.kind.name().toLowerCase(java.util.Locale.ROOT) + " " + at;
    }

    private void read(World world, int at) {
        World next = world.copyOf();
        Actor actor = next.actors[at];
        String name = name(actor, at);
        switch (actor.step) {
            case 0 -> {
                if (!actor.waited) {
                    actor.floor = next.returned;
                    actor.seenFloor = next.seen;
                }
                actor.incarnation = next.incarnation;
                actor.step = 1;
                if (!variant.has(Protection.READS_FROM_MASTER) && next.copy != null) {
                    World replica = next.copyOf();
                    seen(replica, at, replica.copy, name);
                }
                actor.found = next.store.value;
                meet(next, name + " reads the value");
            }
            case 1 -> {
                if (actor.incarnation == next.incarnation) {
                    seen(next, at, next.store, name);
                } else {
                    // The connection ended between the two: the call goes past the cache
                    actor.token = ABSENT;
                    actor.step = 3;
                    meet(next, name + " loses the connection");
                }
            }
            case 2 -> {
                protocol.lease(next, actor);
                actor.step = 3;
                meet(next, name + (actor.token == ABSENT ? " gets no lease" : " gets the lease"));
            }
            case 3 -> {
                actor.version = actor.snapshot == ABSENT ? next.row : actor.snapshot;
                actor.step = 4;
                meet(next, name + " loads version " + actor.version);
            }
            case 4 -> {
                protocol.fill(next, actor);
                finish(next, actor, actor.version, name + " stores version " + actor.version + ", if it may");
            }
            default -> wait(next, at, name);
        }
    }

    /** What the actor makes of the value and the generations that it has seen. */
    private void seen(World next, int at, Stored store, String name) {
        Actor actor = next.actors[at];
        World.Value found = store == next.copy ? store.value : actor.found;
        if (protocol.valid(found, store.tags, next.incarnation)) {
            finish(next, actor, found.version(), name + " is served version " + found.version());
            return;
        }
        boolean waits = actor.kind == Kind.WAITER && !actor.waited && next.actors[0].step >= 3;
        actor.step = waits && next.actors[0].end == End.RUNNING ? 5 : 2;
        actor.found = null;
        meet(next, name + " misses");
    }

    private void wait(World next, int at, String name) {
        Actor leader = next.actors[0];
        if (leader.end == End.RUNNING) {
            return;
        }
        Actor actor = next.actors[at];
        if (variant.has(Protection.WAITERS_READ_AGAIN)) {
            actor.waited = true;
            actor.step = 0;
            meet(next, name + " has waited");
        } else {
            finish(next, actor, leader.version, name + " takes version " + leader.version);
        }
    }

    private void finish(World next, Actor actor, int version, String step) {
        // A snapshot reader is to see what its snapshot holds
        if (actor.snapshot == ABSENT && version < actor.floor) {
            violated(Property.FRESH, step);
        } else if (actor.snapshot == ABSENT && version < actor.seenFloor) {
            violated(Property.MONOTONIC, step);
        }
        actor.end = End.DONE;
        actor.version = version;
        next.seen = Math.max(next.seen, version);
        meet(next, step);
    }

    private void write(World next, int at) {
        Actor actor = next.actors[at];
        int[] tags = actor.kind.tags();
        String name = name(actor, at);
        if (actor.kind.rollsBack()) {
            if (actor.step++ == 0) {
                protocol.mark(next, at, tags);
                meet(next, name + " marks");
            } else {
                protocol.rollBack(next, at, tags);
                actor.end = End.DONE;
                meet(next, name + " rolls back");
            }
            return;
        }
        Act act = variant.order().get(actor.step++);
        if (act == Act.EVICT && next.faults[Fault.UNREACHABLE.ordinal()] > 0) {
            World cut = next.copyOf();
            cut.faults[Fault.UNREACHABLE.ordinal()]--;
            cut.journal |= variant.has(Protection.REMEMBERS) ? 1 << at : 0;
            ended(cut.actors[at]);
            meet(cut, name + " can't reach the store to evict");
        }
        switch (act) {
            case MARK -> protocol.mark(next, at, tags);
            case COMMIT -> actor.version = ++next.row;
            case EVICT -> protocol.evict(next, at, tags);
            case RETURN -> {
                next.returned = Math.max(next.returned, actor.version);
                next.seen = Math.max(next.seen, actor.version);
            }
        }
        ended(actor);
        meet(next, name + ": " + act);
    }

    private void ended(Actor writer) {
        if (writer.step == variant.order().size()) {
            writer.end = End.DONE;
        }
    }

    /** The heartbeat, which may come at any time or not at all. */
    private void beat(World world) {
        if (world.snapshotsToCome()
                && (!world.received.equals(world.store.sequence) || world.receivedIncarnation != world.incarnation)) {
            World next = world.copyOf();
            next.received = next.store.sequence;
            next.receivedIncarnation = next.incarnation;
            meet(next, "the sequence is received");
        }
    }

    private void journal(World world) {
        for (int i = 0; i < world.actors.length; i++) {
            if ((world.journal & (1 << i)) != 0) {
                World next = world.copyOf();
                next.journal &= ~(1 << i);
                protocol.evict(next, i, next.actors[i].kind.tags());
                meet(next, "what writer " + i + " could not evict is evicted");
            }
        }
    }

    private void faults(World world) {
        for (Fault fault : Fault.values()) {
            if (world.faults[fault.ordinal()] > 0) {
                World next = world.copyOf();
                next.faults[fault.ordinal()]--;
                fault(next, fault);
            }
        }
    }

    private void fault(World next, Fault fault) {
        Stored store = next.store;
        switch (fault) {
            case LOSE_KEY -> {
                if (store.keyMarks == 0) {
                    Protocol.clearKey(store);
                    store.keyStamp = World.Sequence.NONE;
                    meet(next, "the key is lost");
                }
            }
            case LOSE_TAG -> {
                for (int at = 0; at < World.TAGS; at++) {
                    if (!store.tags[at].absent() && store.tags[at].marks == 0) {
                        World other = next.copyOf();
                        Protocol.loseTag(other.store, at);
                        meet(other, "tag " + at + " is lost");
                    }
                }
            }
            case FLUSH -> {
                if (store.keyMarks == 0 && Arrays.stream(store.tags).allMatch(tag -> tag.marks == 0)) {
                    next.store = new Stored();
                    meet(next, "everything is flushed");
                }
            }
            case CRASH -> {
                for (int at = 0; at < next.actors.length; at++) {
                    Actor actor = next.actors[at];
                    if (actor.kind.writes() && actor.end == End.RUNNING && actor.step > 0) {
                        World other = next.copyOf();
                        other.actors[at].end = End.CRASHED;
                        meet(other, "writer " + at + " is killed");
                    }
                }
            }
            case MARK_RUNS_OUT -> {
                // A mark outlives the commit that it was set for
                int writers = 0;
                for (int at = 0; at < next.actors.length; at++) {
                    Actor actor = next.actors[at];
                    if (actor.kind.writes()
                            && (actor.end != End.RUNNING
                                    || actor.step > variant.order().indexOf(Act.COMMIT))) {
                        writers |= 1 << at;
                    }
                }
                protocol.runOut(next, writers);
                meet(next, "marks run out");
            }
            case COPY -> {
                next.copy = store.clone();
                meet(next, "a replica is up to here");
            }
            case FAIL_OVER -> {
                if (next.copy != null) {
                    next.store = next.copy.clone();
                    next.incarnation++;
                    meet(next, "failover");
                }
            }
            case FAIL_BACK -> {
                if (next.incarnation > 0) {
                    next.incarnation += variant.has(Protection.INCARNATION_OF_HISTORY) ? 1 : -1;
                    meet(next, "failover back");
                }
            }
            case RESTART -> {
                if (next.journal != 0) {
                    next.journal = variant.has(Protection.JOURNAL) ? next.journal : 0;
                    meet(next, "whoever remembers evictions is killed");
                }
            }
            case UNREACHABLE -> {
                // happens to a writer's step
            }
        }
    }

    private void quiet(World world) {
        if (world.journal != 0) {
            return;
        }
        for (Actor actor : world.actors) {
            if (actor.end == End.RUNNING) {
                return;
            }
        }
        World.Value value = world.store.value;
        if (protocol.valid(value, world.store.tags, world.incarnation) && value.version() != world.row) {
            violated(Property.CONVERGING, "all is quiet: version " + value.version() + " is served of " + world.row);
        }
    }
}
