package dev.larder.engine.value;

import com.google.common.base.Optional;
import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ArrayTable;
import com.google.common.collect.ContiguousSet;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.HashBiMap;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableRangeMap;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ImmutableTable;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.LinkedListMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import com.google.common.collect.MinMaxPriorityQueue;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Multisets;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Table;
import com.google.common.collect.Tables;
import com.google.common.collect.TreeBasedTable;
import com.google.common.collect.TreeMultiset;
import com.google.common.collect.TreeRangeMap;
import com.google.common.collect.TreeRangeSet;
import com.google.common.hash.HashCode;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Kinds of values of Guava beyond its usual collections. */
final class CorpusOfGuava {
    private CorpusOfGuava() {}

    static void addTo(BiConsumer<String, Corpus.Maker> corpus) {
        tables(corpus);
        ranges(corpus);
        multimaps(corpus);
        others(corpus);
    }

    private static <T extends Table<Object, Object, Object>> T filled(T table) {
        table.put("r", 2, "v");
        table.put("q", 1, new ArrayList<>(List.of(Corpus.Plain.RED)));
        table.put("r", 1, table.get("q", 1));
        return table;
    }

    private static void tables(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("guava table", () -> filled(HashBasedTable.create()));
        corpus.accept("guava table by enums", () -> {
            Table<Object, Object, Object> table = HashBasedTable.create();
            table.put(Corpus.Plain.RED, Corpus.Bodied.UP, 1);
            table.put(Corpus.Plain.BLUE, Corpus.Wide.A1, 2);
            return table;
        });
        corpus.accept("guava table, asked", () -> {
            Table<Object, Object, Object> table = filled(HashBasedTable.create());
            return List.of(
                    table,
                    table.rowKeySet().size()
                            + table.columnKeySet().size()
                            + table.columnMap().size()
                            + table.rowMap().size()
                            + table.cellSet().size()
                            + table.values().size());
        });
        corpus.accept("guava sorted table", () -> {
            TreeBasedTable<String, Integer, Object> table = TreeBasedTable.create();
            table.put("r", 2, "v");
            table.put("q", 1, "w");
            return List.of(table, table.rowMap().firstKey());
        });
        corpus.accept("guava table of an array", () -> {
            ArrayTable<String, Integer, Object> table = ArrayTable.create(List.of("b", "a"), List.of(2, 1));
            table.put("a", 2, "x");
            return List.of(table, table.columnMap().size(), table.rowMap().size());
        });
        corpus.accept(
                "guava immutable table, dense",
                () -> ImmutableTable.builder()
                        .put("a", 2, "x")
                        .put("b", 1, Corpus.Plain.RED)
                        .put("b", 2, "z")
                        .build());
        corpus.accept(
                "guava immutable table, dense, by enums",
                () -> ImmutableTable.builder()
                        .put(Corpus.Plain.RED, Corpus.Bodied.UP, 1)
                        .put(Corpus.Plain.BLUE, Corpus.Bodied.UP, 2)
                        .build());
        corpus.accept(
                "guava immutable table, sparse",
                () -> ImmutableTable.builder()
                        .put("a", 1, "x")
                        .put(Corpus.Plain.RED, 2, "y")
                        .put("c", 3, "z")
                        .build());
        corpus.accept("guava immutable table of one", () -> ImmutableTable.of("a", 1, new ArrayList<>()));
        corpus.accept("guava immutable table, empty", ImmutableTable::of);
        corpus.accept("guava cell", () -> Tables.immutableCell("a", 1, List.of(2)));
        corpus.accept(
                "guava table that can't be changed", () -> Tables.unmodifiableTable(filled(HashBasedTable.create())));
        corpus.accept("guava table, transposed", () -> Tables.transpose(filled(HashBasedTable.create())));
    }

    private static void ranges(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept(
                "guava ranges",
                () -> List.of(Range.closedOpen(1, 5), Range.greaterThan("b"), Range.atMost(7L), Range.all()));
        corpus.accept(
                "guava range set", () -> ImmutableRangeSet.unionOf(List.of(Range.closed(1, 2), Range.atLeast(7))));
        corpus.accept(
                "guava range set, its complement",
                () -> ImmutableRangeSet.of(Range.closed(1, 2)).complement());
        corpus.accept("guava range set, empty", ImmutableRangeSet::of);
        corpus.accept("guava range set that can be changed", () -> {
            RangeSet<Integer> set = TreeRangeSet.create();
            set.add(Range.closed(1, 3));
            set.add(Range.atLeast(7));
            return List.of(
                    set, set.asRanges().size() + set.complement().asRanges().size());
        });
        corpus.accept(
                "guava range map",
                () -> ImmutableRangeMap.<Integer, Object>builder()
                        .put(Range.closed(1, 2), "x")
                        .put(Range.atLeast(7), new ArrayList<>())
                        .build());
        corpus.accept("guava range map that can be changed", () -> {
            TreeRangeMap<Integer, Object> map = TreeRangeMap.create();
            map.put(Range.lessThan(3), "a");
            map.put(Range.closed(5, 6), Corpus.Plain.RED);
            return map;
        });
        corpus.accept("guava numbers between", () -> ContiguousSet.closed(1, 5));
    }

    private static void multimaps(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("guava linked list multimap", () -> {
            LinkedListMultimap<Object, Object> map = LinkedListMultimap.create();
            map.put("b", 1);
            map.put(Corpus.Plain.RED, 2);
            map.put("b", 3);
            return List.of(map, map.keys().size());
        });
        corpus.accept("guava linked set multimap", () -> {
            LinkedHashMultimap<Object, Object> map = LinkedHashMultimap.create();
            map.put("b", Corpus.Plain.RED);
            map.put(Corpus.Plain.RED, 2);
            map.put("b", 3);
            return List.of(map, map.keySet().size());
        });
        corpus.accept("guava linked set multimap, empty", () -> List.of(LinkedHashMultimap.create()));
        corpus.accept("guava built multimaps", () -> {
            SetMultimap<String, Object> sets =
                    MultimapBuilder.treeKeys().hashSetValues().build();
            sets.put("b", Corpus.Plain.RED);
            sets.put("a", 1);
            return List.of(
                    sets,
                    MultimapBuilder.linkedHashKeys().arrayListValues().build(sets),
                    MultimapBuilder.hashKeys().linkedHashSetValues().build(sets),
                    MultimapBuilder.hashKeys().linkedListValues().build(sets),
                    MultimapBuilder.hashKeys().treeSetValues().build());
        });
        corpus.accept("guava multimap that can't be changed", () -> {
            ArrayListMultimap<String, Integer> map = ArrayListMultimap.create();
            map.put("a", 1);
            var shown = Multimaps.unmodifiableListMultimap(map);
            return List.of(shown, shown.asMap().size() + shown.keys().size());
        });
        corpus.accept("guava sorted multiset that can be changed", () -> {
            TreeMultiset<String> set = TreeMultiset.create();
            set.addAll(List.of("b", "a", "b"));
            return List.of(
                    set, set.elementSet().size(), set.descendingMultiset().size());
        });
        corpus.accept("guava multiset and bimap that can't be changed", () -> {
            var set = Multisets.unmodifiableMultiset(HashMultiset.create(List.of("b", "a", "b")));
            var map = Maps.unmodifiableBiMap(HashBiMap.create(ImmutableMap.of("a", Corpus.Plain.RED)));
            return List.of(set, set.elementSet().size(), map, map.inverse().size());
        });
    }

    private static void others(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("guava bounded queue", () -> {
            EvictingQueue<Object> queue = EvictingQueue.create(2);
            queue.addAll(List.of("a", "b", "c"));
            return queue;
        });
        corpus.accept(
                "guava queue of two ends",
                () -> MinMaxPriorityQueue.maximumSize(3).create(List.of(4, 1, 3, 2)));
        corpus.accept("guava optionals", () -> List.of(Optional.of(new ArrayList<>()), Optional.absent()));
        corpus.accept(
                "guava hash codes",
                () -> List.of(HashCode.fromInt(7), HashCode.fromLong(8), HashCode.fromString("ab")));
        corpus.accept("guava lists of numbers", () -> List.of(Ints.asList(1, 2)));
        corpus.accept(
                "guava parts of lists",
                () -> List.of(
                        ImmutableList.of(1, 2, 3).subList(1, 3),
                        ImmutableList.of(1, 2, 3).reverse(),
                        ImmutableSet.of(1, 2, 3).asList(),
                        ImmutableSortedSet.of(1, 2, 3).headSet(3),
                        ImmutableMap.of(Corpus.Plain.RED, 2, 3, 4).keySet(),
                        ImmutableMap.of(1, 2, 3, 4).values(),
                        Lists.partition(List.of(1, 2, 3), 2),
                        Lists.reverse(new ArrayList<>(List.of(1, 2))),
                        Lists.asList(1, new Integer[] {2})));
    }
}
