package dev.larder.engine.value;

import java.time.*;
import java.time.chrono.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kinds of the JDK's collections. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "deprecation", "UnnecessaryStringBuilder"})
final class CorpusOfCollections {
    private CorpusOfCollections() {}

    static void addTo(BiConsumer<String, Corpus.Maker> corpus) {
        lists(corpus);
        sets(corpus);
        maps(corpus);
        wrappers(corpus);
    }

    private static void lists(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("array list", () -> new ArrayList<>(Arrays.asList(1, null, "a")));
        corpus.accept("array list empty", ArrayList::new);
        corpus.accept("linked list", () -> new LinkedList<>(List.of(1, 2)));
        corpus.accept("asList", () -> Arrays.asList("a", null));
        corpus.accept("asList typed", () -> Arrays.asList(new Integer[] {1, 2}));
        corpus.accept("List.of 0", List::of);
        corpus.accept("List.of 1", () -> List.of("a"));
        corpus.accept("List.of 2", () -> List.of("a", "b"));
        corpus.accept("List.of 3", () -> List.of("a", "b", "c"));
        corpus.accept("List.of 12", () -> List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        corpus.accept("toList", () -> Stream.of("a", "b").toList());
        corpus.accept("toList with null", () -> Stream.of("a", null).toList());
        corpus.accept("toList empty", () -> Stream.empty().toList());
        corpus.accept("toUnmodifiableList", () -> Stream.of(1, 2, 3).collect(Collectors.toUnmodifiableList()));
        corpus.accept("vector", () -> new Vector<>(List.of(1)));
        corpus.accept("stack", () -> {
            Stack<String> stack = new Stack<>();
            stack.push("a");
            stack.push("b");
            return stack;
        });
        corpus.accept("copy on write", () -> new CopyOnWriteArrayList<>(List.of(1, 2, 3)));
        corpus.accept("array deque", () -> new ArrayDeque<>(List.of(3, 1, 2)));
        corpus.accept("priority queue", () -> new PriorityQueue<>(List.of(3, 1, 2, 9, 4)));
        corpus.accept("priority queue reversed", () -> {
            PriorityQueue<Integer> queue = new PriorityQueue<>(Collections.reverseOrder());
            queue.addAll(List.of(3, 1, 2));
            return queue;
        });
        corpus.accept("concurrent queue", () -> new ConcurrentLinkedQueue<>(List.of(1, 2)));
        corpus.accept("concurrent deque", () -> new ConcurrentLinkedDeque<>(List.of(1, 2)));
        corpus.accept(
                "list of records",
                () -> IntStream.range(0, 300)
                        .mapToObj(i -> new Corpus.Point(i, -i))
                        .collect(Collectors.toCollection(ArrayList::new)));
        corpus.accept("list in itself", () -> {
            List<Object> list = new ArrayList<>();
            list.add(list);
            return list;
        });
    }

    private static void sets(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("hash set", () -> new HashSet<>(List.of("a", "b", "c")));
        corpus.accept("hash set with null", () -> new HashSet<>(Arrays.asList("a", null)));
        corpus.accept("hash set roomy", () -> {
            Set<Integer> set = new HashSet<>(64);
            set.addAll(List.of(33, 1, 17));
            return set;
        });
        corpus.accept("hash set of enums", () -> new HashSet<>(List.of(Corpus.Plain.RED, Corpus.Plain.BLUE)));
        corpus.accept("linked hash set", () -> new LinkedHashSet<>(List.of("z", "a", "m")));
        corpus.accept("tree set", () -> new TreeSet<>(List.of(3, 1, 2)));
        corpus.accept("tree set reversed", () -> {
            Set<String> set = new TreeSet<>(Comparator.reverseOrder());
            set.addAll(List.of("a", "b"));
            return set;
        });
        corpus.accept("tree set natural", () -> {
            Set<String> set = new TreeSet<>(Comparator.naturalOrder());
            set.addAll(List.of("b", "a"));
            return set;
        });
        corpus.accept("skip list set", () -> new ConcurrentSkipListSet<>(List.of(3, 1)));
        corpus.accept("Set.of 0", Set::of);
        corpus.accept("Set.of 1", () -> Set.of("a"));
        corpus.accept("Set.of 2", () -> Set.of("a", "b"));
        corpus.accept("Set.of many", () -> Set.of(1, 2, 3, 4, 5, 6, 7));
        corpus.accept("Set.of enums", () -> Set.of(Corpus.Plain.RED, Corpus.Plain.GREEN, Corpus.Plain.BLUE));
        corpus.accept("enum set", () -> EnumSet.of(Corpus.Plain.RED, Corpus.Plain.BLUE));
        corpus.accept("enum set empty", () -> EnumSet.noneOf(Corpus.Plain.class));
        corpus.accept("enum set bodied", () -> EnumSet.allOf(Corpus.Bodied.class));
        corpus.accept("enum set wide", () -> EnumSet.of(Corpus.Wide.A0, Corpus.Wide.G5));
        corpus.accept("enum set of the JDK", () -> EnumSet.of(DayOfWeek.MONDAY));
        corpus.accept("concurrent key set", () -> {
            Set<String> set = ConcurrentHashMap.newKeySet();
            set.add("a");
            return set;
        });
        corpus.accept("copy on write set", () -> new CopyOnWriteArraySet<>(List.of("b", "a")));
    }

    private static void maps(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("hash map", () -> new HashMap<>(Map.of("a", 1, "b", 2, "c", 3)));
        corpus.accept("hash map with nulls", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put(null, 1);
            map.put("a", null);
            return map;
        });
        corpus.accept("hash map roomy", () -> {
            Map<Integer, String> map = new HashMap<>(200);
            IntStream.range(0, 40).forEach(i -> map.put(i * 37 % 101, "v" + i));
            return map;
        });
        corpus.accept("hash map shrunk", () -> {
            Map<Integer, String> map = new HashMap<>();
            IntStream.range(0, 100).forEach(i -> map.put(i * 31, "v" + i));
            map.keySet().removeIf(i -> i > 600);
            return map;
        });
        corpus.accept("hash map empty", HashMap::new);
        corpus.accept("hash map collisions", () -> {
            Map<String, Integer> map = new HashMap<>();
            for (String key : List.of("AaAa", "BBBB", "AaBB", "BBAa")) {
                map.put(key, map.size());
            }
            return map;
        });
        corpus.accept("linked hash map", () -> {
            Map<String, Integer> map = new LinkedHashMap<>();
            map.put("z", 1);
            map.put("a", 2);
            return map;
        });
        corpus.accept("linked hash map by access", () -> {
            Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
            map.put("a", 1);
            map.put("b", 2);
            map.get("a");
            return map;
        });
        corpus.accept("tree map", () -> new TreeMap<>(Map.of("b", 1, "a", 2)));
        corpus.accept("tree map case insensitive", () -> {
            Map<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            map.put("B", 1);
            map.put("a", 2);
            return map;
        });
        corpus.accept("skip list map", () -> new ConcurrentSkipListMap<>(Map.of(2, "b", 1, "a")));
        corpus.accept("concurrent map", () -> new ConcurrentHashMap<>(Map.of("a", 1, "b", 2)));
        corpus.accept("hashtable", () -> new Hashtable<>(Map.of("a", 1)));
        corpus.accept("properties", () -> {
            Properties defaults = new Properties();
            defaults.setProperty("a", "1");
            Properties properties = new Properties(defaults);
            properties.setProperty("b", "2");
            return properties;
        });
        corpus.accept("enum map", () -> new EnumMap<>(Map.of(Corpus.Plain.BLUE, 1, Corpus.Plain.RED, 2)));
        corpus.accept("enum map with null", () -> {
            Map<Corpus.Plain, Object> map = new EnumMap<>(Corpus.Plain.class);
            map.put(Corpus.Plain.RED, null);
            return map;
        });
        corpus.accept("enum map bodied", () -> new EnumMap<>(Map.of(Corpus.Bodied.UP, List.of(1))));
        corpus.accept("Map.of 0", Map::of);
        corpus.accept("Map.of 1", () -> Map.of("a", 1));
        corpus.accept("Map.of many", () -> Map.of("a", 1, "b", 2, "c", 3, "d", 4));
        corpus.accept("Map.of enums", () -> Map.of(Corpus.Plain.RED, 1, Corpus.Plain.BLUE, 2));
        corpus.accept("Map.entry", () -> Map.entry("a", 1));
        corpus.accept("simple entry", () -> new AbstractMap.SimpleEntry<>("a", null));
        corpus.accept("immutable entry", () -> new AbstractMap.SimpleImmutableEntry<>("a", 1));
        corpus.accept("map in itself as value", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put("self", map);
            return map;
        });
    }

    private static void wrappers(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("empty list", Collections::emptyList);
        corpus.accept("empty set", Collections::emptySet);
        corpus.accept("empty map", Collections::emptyMap);
        corpus.accept("empty sorted set", Collections::emptySortedSet);
        corpus.accept("empty sorted map", Collections::emptySortedMap);
        corpus.accept("singleton", () -> Collections.singleton("a"));
        corpus.accept("singleton list", () -> Collections.singletonList(null));
        corpus.accept("singleton map", () -> Collections.singletonMap("a", 1));
        corpus.accept("copies", () -> Collections.nCopies(5, "a"));
        corpus.accept("unmodifiable collection", () -> Collections.unmodifiableCollection(new ArrayList<>(List.of(1))));
        corpus.accept("unmodifiable list", () -> Collections.unmodifiableList(new ArrayList<>(List.of(1))));
        corpus.accept("unmodifiable linked list", () -> Collections.unmodifiableList(new LinkedList<>(List.of(1))));
        corpus.accept("unmodifiable set", () -> Collections.unmodifiableSet(new HashSet<>(List.of("a"))));
        corpus.accept("unmodifiable sorted set", () -> Collections.unmodifiableSortedSet(new TreeSet<>(List.of(1))));
        corpus.accept(
                "unmodifiable navigable set", () -> Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(1))));
        corpus.accept("unmodifiable map", () -> Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))));
        corpus.accept("unmodifiable map in use", () -> {
            Map<String, Integer> map = Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1)));
            // Each view is made when it is first asked for, and kept
            int used =
                    map.keySet().size() + map.entrySet().size() + map.values().size();
            return used == 3 ? map : null;
        });
        corpus.accept(
                "unmodifiable sorted map", () -> Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", 1))));
        corpus.accept(
                "unmodifiable navigable map",
                () -> Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of("a", 1))));
        corpus.accept("synchronized collection", () -> Collections.synchronizedCollection(new ArrayList<>(List.of(1))));
        corpus.accept("synchronized list", () -> Collections.synchronizedList(new ArrayList<>(List.of(1))));
        corpus.accept("synchronized linked list", () -> Collections.synchronizedList(new LinkedList<>(List.of(1))));
        corpus.accept("synchronized set", () -> Collections.synchronizedSet(new HashSet<>(List.of("a"))));
        corpus.accept("synchronized sorted set", () -> Collections.synchronizedSortedSet(new TreeSet<>(List.of(1))));
        corpus.accept("synchronized map", () -> Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))));
        corpus.accept(
                "synchronized sorted map", () -> Collections.synchronizedSortedMap(new TreeMap<>(Map.of("a", 1))));
        corpus.accept("reverse order", Collections::reverseOrder);
        corpus.accept("natural order", Comparator::naturalOrder);
        corpus.accept("case insensitive order", () -> String.CASE_INSENSITIVE_ORDER);
    }
}
