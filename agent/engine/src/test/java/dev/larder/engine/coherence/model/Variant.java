package dev.larder.engine.coherence.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A way to keep a cache fresh, as the sum of its protections: Larder's, or one that lacks something.
 *
 * @param order what a writer does, one step after the other
 */
record Variant(String name, List<Act> order, Set<Protection> protections) {

    /** A step of a writer. */
    enum Act {
        MARK,
        COMMIT,
        EVICT,
        RETURN
    }

    enum Protection {
        /** A fill is accepted only while its lease is there; evicting the key takes it away. */
        LEASE,
        /** Where there are no leases: a fill doesn't overwrite what is there. */
        FILL_IF_ABSENT,
        /** Evicting a key leaves something behind that such a fill doesn't overwrite either. */
        TOMBSTONE,
        /** Values record the generations of their tags. */
        GENERATIONS,
        /** Of all their tags, and not of one of them alone. */
        ALL_GENERATIONS,
        /** Generations are random, not counters that start at one again once they are lost. */
        RANDOM_GENERATIONS,
        /** A fill from inside a unit of work is refused if the key or a tag was evicted after the unit began. */
        SEQUENCE_RULE,
        /** What is absent counts as evicted when its cache last was; without it, as never evicted. */
        ABSENT_IS_LAST,
        /** The sequence begins under a new random epoch when it was lost, not at one again. */
        SEQUENCE_EPOCH,
        /** What a unit knows of the sequence counts only at the server that told it. */
        SEQUENCE_INCARNATION,
        /** Each writer takes away its own mark only. */
        OWN_MARK,
        /** A mark that runs out counts as an eviction of that moment. */
        RUN_OUT_EVICTS,
        /** Values carry the incarnation of the server. */
        INCARNATION,
        /** It is learnt before the load, and not when the value is stored. */
        INCARNATION_FIRST,
        /** It changes with every failover, and isn't that of the machine. */
        INCARNATION_OF_HISTORY,
        /** Reads are answered by the server that takes the writes, not by a replica. */
        READS_FROM_MASTER,
        /** Who waits for another's load reads the store again, and doesn't just take what was loaded. */
        WAITERS_READ_AGAIN,
        /** An eviction that could not be carried out is carried out later. */
        REMEMBERS,
        /** Also where the JVM that remembers it is killed before. */
        JOURNAL,
        /** A writer that rolls back gives the generation back as it was only if no other mark stands. */
        RESTORE_ALONE
    }

    private static final List<Act> MARKED = List.of(Act.MARK, Act.COMMIT, Act.EVICT, Act.RETURN);

    static Variant larder() {
        Set<Protection> all = EnumSet.allOf(Protection.class);
        all.remove(Protection.FILL_IF_ABSENT);
        all.remove(Protection.TOMBSTONE);
        return new Variant("Larder", MARKED, all);
    }

    boolean has(Protection protection) {
        return protections.contains(protection);
    }

    Variant without(Protection... missing) {
        Set<Protection> fewer = EnumSet.copyOf(protections);
        Arrays.asList(missing).forEach(fewer::remove);
        return new Variant(name + " without " + Arrays.toString(missing), order, fewer);
    }

    Variant ordered(Act... acts) {
        return new Variant(name + " in the order " + Arrays.toString(acts), List.of(acts), protections);
    }

    /** What others do: no generations, no leases, no marks. */
    static Variant plain(String name, List<Act> order, Protection... some) {
        Set<Protection> few = EnumSet.of(Protection.READS_FROM_MASTER);
        few.addAll(Arrays.asList(some));
        return new Variant(name, order, few);
    }

    @Override
    public String toString() {
        return name;
    }
}
