package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;

/** Which of Guava's classes hold nothing but data, in whichever version the application brings. */
final class Guava {
    static final String HOME = "com.google.common.collect.";

    private static final String BASE = "com.google.common.";

    /** What a declared type of Guava's, or of the JDK's, may turn out to be; but for {@link #BASE} all of them stand in {@link #HOME}. */
    private static final Set<String> DATA = Set.of(
            "RegularImmutableList",
            "SingletonImmutableList",
            "ImmutableList$SubList",
            "ImmutableList$ReverseImmutableList",
            "RegularImmutableAsList",
            "RegularImmutableSet",
            "SingletonImmutableSet",
            "ImmutableEnumSet",
            "RegularImmutableMap",
            "RegularImmutableMap$KeySet",
            "RegularImmutableMap$Values",
            "RegularImmutableBiMap",
            "SingletonImmutableBiMap",
            "ImmutableEnumMap",
            "ImmutableListMultimap",
            "EmptyImmutableListMultimap",
            "ImmutableSetMultimap",
            "EmptyImmutableSetMultimap",
            "RegularImmutableMultiset",
            "RegularImmutableSortedSet",
            "RegularImmutableSortedMultiset",
            "ImmutableSortedMap",
            "RegularContiguousSet",
            "DiscreteDomain$IntegerDomain",
            "DiscreteDomain$LongDomain",
            "HashMultiset",
            "LinkedHashMultiset",
            "ConcurrentHashMultiset",
            "TreeMultiset",
            "Multisets$UnmodifiableMultiset",
            "HashBiMap",
            "Maps$UnmodifiableBiMap",
            "ArrayListMultimap",
            "HashMultimap",
            "TreeMultimap",
            "LinkedHashMultimap",
            "LinkedListMultimap",
            "LinkedListMultimap$Node",
            "LinkedListMultimap$KeyList",
            "Multimaps$CustomMultimap",
            "Multimaps$CustomListMultimap",
            "Multimaps$CustomSetMultimap",
            "Multimaps$CustomSortedSetMultimap",
            "MultimapBuilder$ArrayListSupplier",
            "MultimapBuilder$LinkedListSupplier",
            "MultimapBuilder$HashSetSupplier",
            "MultimapBuilder$LinkedHashSetSupplier",
            "MultimapBuilder$TreeSetSupplier",
            "Multimaps$UnmodifiableMultimap",
            "Multimaps$UnmodifiableListMultimap",
            "Multimaps$UnmodifiableSetMultimap",
            "Multimaps$UnmodifiableSortedSetMultimap",
            "HashBasedTable",
            "HashBasedTable$Factory",
            "TreeBasedTable",
            "TreeBasedTable$Factory",
            "ArrayTable",
            "DenseImmutableTable",
            "DenseImmutableTable$RowMap",
            "DenseImmutableTable$ColumnMap",
            "SparseImmutableTable",
            "SingletonImmutableTable",
            "Tables$ImmutableCell",
            "Tables$UnmodifiableTable",
            "Tables$UnmodifiableRowSortedMap",
            "Tables$TransposeTable",
            "Range",
            "Cut$AboveAll",
            "Cut$AboveValue",
            "Cut$BelowAll",
            "Cut$BelowValue",
            "ImmutableRangeSet",
            "ImmutableRangeSet$ComplementRanges",
            "TreeRangeSet",
            "ImmutableRangeMap",
            "TreeRangeMap",
            "TreeRangeMap$RangeMapEntry",
            "EvictingQueue",
            "MinMaxPriorityQueue",
            "MinMaxPriorityQueue$Heap",
            "Lists$Partition",
            "Lists$RandomAccessPartition",
            "Lists$ReverseList",
            "Lists$RandomAccessReverseList",
            "Lists$OnePlusArrayList",
            "Lists$TwoPlusArrayList",
            "NaturalOrdering",
            "ReverseNaturalOrdering",
            BASE + "base.Present",
            BASE + "base.Absent",
            BASE + "hash.HashCode$IntHashCode",
            BASE + "hash.HashCode$LongHashCode",
            BASE + "hash.HashCode$BytesHashCode",
            BASE + "primitives.Ints$IntArrayAsList",
            BASE + "primitives.Longs$LongArrayAsList",
            BASE + "primitives.Doubles$DoubleArrayAsList");

    /** Maps and sets that place nothing by a hash themselves: they ask another that does, an order or an array. */
    private static final Set<String> HULLS = Set.of(
            "ImmutableEnumSet",
            "ImmutableEnumMap",
            "RegularImmutableSortedSet",
            "RegularImmutableSortedMultiset",
            "ImmutableSortedMap",
            "RegularImmutableMap$KeySet",
            "RegularContiguousSet",
            "DenseImmutableTable$RowMap",
            "DenseImmutableTable$ColumnMap",
            "Maps$UnmodifiableBiMap",
            "Multisets$UnmodifiableMultiset",
            "Multisets$UnmodifiableSortedMultiset");

    /**
     * What those classes find out from the rest of themselves, once asked for it, where a field of such a name can be written
     * again: in others a final one of the same name is what they hold.
     */
    private static final Set<String> VIEWS = Set.of(
            "asDescendingSetOfRanges",
            "asList",
            "asMap",
            "asRanges",
            "cellSet",
            "columnKeySet",
            "columnMap",
            "complement",
            "descendingMultiset",
            "descendingSet",
            "elementSet",
            "entries",
            "entrySet",
            "inverse",
            "keys",
            "keySet",
            "lazyComplement",
            "multimapView",
            "rowMap",
            "values");

    /** A view here, and what it holds elsewhere. */
    private static final String VIEWED = HOME + "Multimaps$UnmodifiableMultimap";

    private Guava() {}

    static boolean isData(String name) {
        return DATA.contains(tail(name));
    }

    static boolean isHull(String name) {
        return HULLS.contains(tail(name));
    }

    static boolean isView(Field field) {
        String holder = field.getDeclaringClass().getName();
        if (!holder.startsWith(HOME)) {
            return false;
        }
        return !Modifier.isFinal(field.getModifiers())
                && (VIEWS.contains(field.getName())
                        || (holder.equals(VIEWED) && field.getName().equals("map")));
    }

    private static String tail(String name) {
        return name.startsWith(HOME) ? name.substring(HOME.length()) : name;
    }
}
