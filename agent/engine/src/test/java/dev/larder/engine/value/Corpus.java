package dev.larder.engine.value;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.*;
import java.time.chrono.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kinds of values that come back, each built anew for whoever asks. */
@SuppressWarnings({
    "unused",
    "JdkObsolete",
    "JavaUtilDate",
    "deprecation",
    "ClassCanBeStatic",
    "UnnecessaryStringBuilder"
})
final class Corpus {
    interface Maker {
        Object make() throws Exception;
    }

    record Point(int x, long y) {}

    record Everything(
            boolean z,
            byte b,
            short s,
            char c,
            int i,
            long j,
            float f,
            double d,
            String t,
            Integer i2,
            Long j2,
            Object n) {}

    record Pair<A, B>(A left, B right) {}

    record Nothing() {}

    /** Keeps what it was given, and is in it. */
    record InItsOwnList(String name, List<Object> back) {}

    enum Plain {
        RED,
        GREEN,
        BLUE
    }

    enum Bodied {
        UP {
            @Override
            int step() {
                return 1;
            }
        },
        DOWN {
            @Override
            int step() {
                return -1;
            }
        };

        abstract int step();
    }

    enum Wide {
        A0,
        A1,
        A2,
        A3,
        A4,
        A5,
        A6,
        A7,
        A8,
        A9,
        B0,
        B1,
        B2,
        B3,
        B4,
        B5,
        B6,
        B7,
        B8,
        B9,
        C0,
        C1,
        C2,
        C3,
        C4,
        C5,
        C6,
        C7,
        C8,
        C9,
        D0,
        D1,
        D2,
        D3,
        D4,
        D5,
        D6,
        D7,
        D8,
        D9,
        E0,
        E1,
        E2,
        E3,
        E4,
        E5,
        E6,
        E7,
        E8,
        E9,
        F0,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        G0,
        G1,
        G2,
        G3,
        G4,
        G5
    }

    static class Animal {
        private String name = "base";
        protected transient int age = 3;
        final List<String> tags = new ArrayList<>(List.of("x"));
    }

    static class Dog extends Animal {
        private String name = "dog";
        volatile Dog friend;
        final int[] numbers = {1, 2, 3};
    }

    /** No constructor could make it as it is. */
    static final class Guarded {
        final String set;

        Guarded(String set) {
            this.set = Objects.requireNonNull(set);
        }
    }

    static final class Node {
        Node next;
        int number;
    }

    class Inner {
        int value = 7;
    }

    static final class Money {
        static final Money ZERO = new Money(0);
        final long cents;

        Money(long cents) {
            this.cents = cents;
        }
    }

    static final class HashedByField {
        String id;
        Set<HashedByField> peers = new HashSet<>();

        HashedByField(String id) {
            this.id = id;
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HashedByField that && id.equals(that.id);
        }
    }

    /** Its hash is that of a set, which has to be whole before it is asked. */
    static final class HashedBySet {
        final Set<String> parts = new HashSet<>();

        HashedBySet(String... parts) {
            this.parts.addAll(List.of(parts));
        }

        @Override
        public int hashCode() {
            return parts.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HashedBySet that && parts.equals(that.parts);
        }
    }

    private static final Map<String, Maker> ALL = new LinkedHashMap<>();

    private Corpus() {}

    static Map<String, Maker> all() {
        return ALL;
    }

    private static void add(String name, Maker maker) {
        if (ALL.put(name, maker) != null) {
            throw new IllegalStateException(name);
        }
    }

    static {
        scalars();
        times();
        names();
        mutables();
        arrays();
        lists();
        sets();
        maps();
        wrappers();
        objects();
        graphs();
        CorpusOfClasses.addTo(Corpus::add);
        CorpusOfFrameworks.addTo(Corpus::add);
    }

    private static void scalars() {
        add("null", () -> null);
        add("empty string", () -> "");
        add("latin string", () -> "Grüße");
        add("wide string", () -> "日本語 \uD83D\uDE00");
        add("lone surrogate", () -> "a\uD800b");
        add("zero characters", () -> "a\0b");
        add("long string", () -> "x".repeat(100_000));
        add("long wide string", () -> "日".repeat(50_000));
        add("string of 63", () -> "y".repeat(63));
        add("string of 64", () -> "y".repeat(64));
        for (int i : new int[] {0, 1, -1, 63, 64, 127, 128, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            add("int " + i, () -> i);
        }
        for (long i : new long[] {0, -1, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE}) {
            add("long " + i, () -> i);
        }
        add("true", () -> true);
        add("false", () -> false);
        add("byte", () -> (byte) -7);
        add("short", () -> (short) -700);
        add("char", () -> '\uFFFF');
        add("float", () -> 1.5f);
        add("float NaN", () -> Float.NaN);
        add("double", () -> -0.0);
        add("double infinite", () -> Double.NEGATIVE_INFINITY);
        add("big integer", () -> new BigInteger("-123456789012345678901234567890"));
        add("big decimal", () -> new BigDecimal("1.500"));
        add("big decimal exponent", () -> new BigDecimal("1E+400"));
        add("optional int", () -> OptionalInt.of(3));
        add("optional int empty", OptionalInt::empty);
        add("optional long", () -> OptionalLong.of(-3));
        add("optional double", () -> OptionalDouble.of(3.5));
        add("optional", () -> Optional.of("x"));
        add("optional empty", Optional::empty);
        add("optional of record", () -> Optional.of(new Point(1, 2)));
        add("enum", () -> Plain.GREEN);
        add("enum with body", () -> Bodied.DOWN);
        add("rounding mode", () -> RoundingMode.HALF_EVEN);
        add("time unit", () -> TimeUnit.DAYS);
    }

    private static void times() {
        add("instant", () -> Instant.ofEpochSecond(-5, 999_999_999));
        add("instant min", () -> Instant.MIN);
        add("duration", () -> Duration.ofNanos(-1));
        add("local date", () -> LocalDate.of(-44, 3, 15));
        add("local time", () -> LocalTime.MAX);
        add("local date time", () -> LocalDateTime.of(2026, 2, 3, 4, 5, 6, 7));
        add("offset time", () -> OffsetTime.of(LocalTime.NOON, ZoneOffset.ofHoursMinutes(5, 30)));
        add("offset date time", () -> OffsetDateTime.of(LocalDateTime.MAX, ZoneOffset.UTC));
        add("zoned date time", () -> ZonedDateTime.of(2026, 7, 1, 0, 0, 0, 1, ZoneId.of("Europe/Berlin")));
        add(
                "zoned date time in overlap",
                () -> ZonedDateTime.ofLocal(
                        LocalDateTime.of(2025, 10, 26, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1)));
        add("zoned by offset", () -> ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.ofHours(-3)));
        add("period", () -> Period.of(1, -2, 3));
        add("year", () -> Year.of(-5));
        add("year month", () -> YearMonth.of(2026, 12));
        add("month day", () -> MonthDay.of(2, 29));
        add("zone offset", () -> ZoneOffset.ofTotalSeconds(-12_345));
        add("zone region", () -> ZoneId.of("America/New_York"));
        add("zone UTC", () -> ZoneId.of("UTC"));
        add("day of week", () -> DayOfWeek.FRIDAY);
        add("month", () -> Month.MAY);
        add("chrono unit", () -> ChronoUnit.CENTURIES);
        add("japanese date", () -> JapaneseDate.of(2026, 1, 2));
        add("minguo date", () -> MinguoDate.of(113, 1, 2));
        add("thai date", () -> ThaiBuddhistDate.of(2569, 1, 2));
        add("hijrah date", () -> HijrahDate.of(1447, 1, 2));
        add("date", () -> new Date(1_700_000_000_123L));
        add("sql date", () -> new java.sql.Date(86_400_000L));
        add("sql time", () -> new java.sql.Time(3_600_000L));
        add("sql timestamp", () -> {
            java.sql.Timestamp time = new java.sql.Timestamp(1_700_000_000_000L);
            time.setNanos(123_456_789);
            return time;
        });
        add("time zone", () -> TimeZone.getTimeZone("Asia/Tokyo"));
    }

    private static void names() {
        add("uuid", () -> UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        add("locale", () -> Locale.CANADA_FRENCH);
        add("locale root", () -> Locale.ROOT);
        add("locale script", () -> Locale.forLanguageTag("zh-Hans-CN"));
        add("locale extensions", () -> Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai-x-own"));
        add("locale odd", () -> new Locale("no", "NO", "NY"));
        add("locale japanese", () -> new Locale("ja", "JP", "JP"));
        add("currency", () -> Currency.getInstance("EUR"));
        add("uri", () -> URI.create("https://example.org/a?b=c#d"));
        add("uri opaque", () -> URI.create("mailto:a@example.org"));
        add("file", () -> new File("a/b.txt"));
        add("path", () -> Path.of("a", "b"));
        add("charset", () -> StandardCharsets.UTF_16LE);
        add("address 4", () -> InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        add("address named", () -> InetAddress.getByAddress("db.internal", new byte[] {10, 0, 0, 2}));
        add(
                "address 6",
                () -> InetAddress.getByAddress(new byte[] {32, 1, 13, -72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    }

    private static void mutables() {
        add("string builder", () -> new StringBuilder("ab日"));
        add("string buffer", () -> new StringBuffer("cd"));
        add("atomic integer", () -> new AtomicInteger(-4));
        add("atomic long", () -> new AtomicLong(1L << 40));
        add("atomic boolean", () -> new AtomicBoolean(true));
        add("atomic reference", () -> new AtomicReference<>(new Point(1, 2)));
        add("long adder", () -> {
            LongAdder adder = new LongAdder();
            adder.add(9);
            return adder;
        });
        add("bit set", () -> BitSet.valueOf(new long[] {5, 0, 1L << 63}));
        add("aliased date", () -> {
            Date date = new Date(5);
            return new ArrayList<>(List.of(date, date, new Date(5)));
        });
    }

    private static void arrays() {
        add("booleans", () -> new boolean[] {true, false});
        add("bytes", () -> new byte[] {1, -1, 127});
        add("shorts", () -> new short[] {1, -1});
        add("chars", () -> new char[] {'a', '\uD800'});
        add("ints", () -> new int[] {1, -1, Integer.MIN_VALUE});
        add("longs", () -> new long[] {1, Long.MIN_VALUE});
        add("floats", () -> new float[] {1, Float.NaN});
        add("doubles", () -> new double[] {1, Double.MIN_VALUE});
        add("no ints", () -> new int[0]);
        add("strings", () -> new String[] {"a", null, "a"});
        add("objects", () -> new Object[] {1, "a", new Point(1, 2), new int[] {1}});
        add("ints of ints", () -> new int[][] {{1}, {}, null, {2, 3}});
        add("records", () -> new Point[] {new Point(1, 2), null});
        add("enums", () -> new Plain[] {Plain.BLUE, null});
        add("interfaces", () -> new Comparable<?>[] {1, "a"});
        add("lists", () -> new List<?>[] {List.of(1), null});
        add("numbers", () -> new Number[] {1, 2L, new BigDecimal("1.0")});
        add("array in itself", () -> {
            Object[] array = new Object[2];
            array[1] = array;
            return array;
        });
        add("deep dimensions", () -> new String[][][] {{{"a"}}});
    }

    private static void lists() {
        add("array list", () -> new ArrayList<>(Arrays.asList(1, null, "a")));
        add("array list empty", ArrayList::new);
        add("linked list", () -> new LinkedList<>(List.of(1, 2)));
        add("asList", () -> Arrays.asList("a", null));
        add("asList typed", () -> Arrays.asList(new Integer[] {1, 2}));
        add("List.of 0", List::of);
        add("List.of 1", () -> List.of("a"));
        add("List.of 2", () -> List.of("a", "b"));
        add("List.of 3", () -> List.of("a", "b", "c"));
        add("List.of 12", () -> List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        add("toList", () -> Stream.of("a", "b").toList());
        add("toList with null", () -> Stream.of("a", null).toList());
        add("toList empty", () -> Stream.empty().toList());
        add("toUnmodifiableList", () -> Stream.of(1, 2, 3).collect(Collectors.toUnmodifiableList()));
        add("vector", () -> new Vector<>(List.of(1)));
        add("stack", () -> {
            Stack<String> stack = new Stack<>();
            stack.push("a");
            stack.push("b");
            return stack;
        });
        add("copy on write", () -> new CopyOnWriteArrayList<>(List.of(1, 2, 3)));
        add("array deque", () -> new ArrayDeque<>(List.of(3, 1, 2)));
        add("priority queue", () -> new PriorityQueue<>(List.of(3, 1, 2, 9, 4)));
        add("priority queue reversed", () -> {
            PriorityQueue<Integer> queue = new PriorityQueue<>(Collections.reverseOrder());
            queue.addAll(List.of(3, 1, 2));
            return queue;
        });
        add("concurrent queue", () -> new ConcurrentLinkedQueue<>(List.of(1, 2)));
        add("concurrent deque", () -> new ConcurrentLinkedDeque<>(List.of(1, 2)));
        add(
                "list of records",
                () -> IntStream.range(0, 300)
                        .mapToObj(i -> new Point(i, -i))
                        .collect(Collectors.toCollection(ArrayList::new)));
        add("list in itself", () -> {
            List<Object> list = new ArrayList<>();
            list.add(list);
            return list;
        });
    }

    private static void sets() {
        add("hash set", () -> new HashSet<>(List.of("a", "b", "c")));
        add("hash set with null", () -> new HashSet<>(Arrays.asList("a", null)));
        add("hash set roomy", () -> {
            Set<Integer> set = new HashSet<>(64);
            set.addAll(List.of(33, 1, 17));
            return set;
        });
        add("hash set of enums", () -> new HashSet<>(List.of(Plain.RED, Plain.BLUE)));
        add("linked hash set", () -> new LinkedHashSet<>(List.of("z", "a", "m")));
        add("tree set", () -> new TreeSet<>(List.of(3, 1, 2)));
        add("tree set reversed", () -> {
            Set<String> set = new TreeSet<>(Comparator.reverseOrder());
            set.addAll(List.of("a", "b"));
            return set;
        });
        add("tree set natural", () -> {
            Set<String> set = new TreeSet<>(Comparator.naturalOrder());
            set.addAll(List.of("b", "a"));
            return set;
        });
        add("skip list set", () -> new ConcurrentSkipListSet<>(List.of(3, 1)));
        add("Set.of 0", Set::of);
        add("Set.of 1", () -> Set.of("a"));
        add("Set.of 2", () -> Set.of("a", "b"));
        add("Set.of many", () -> Set.of(1, 2, 3, 4, 5, 6, 7));
        add("Set.of enums", () -> Set.of(Plain.RED, Plain.GREEN, Plain.BLUE));
        add("enum set", () -> EnumSet.of(Plain.RED, Plain.BLUE));
        add("enum set empty", () -> EnumSet.noneOf(Plain.class));
        add("enum set bodied", () -> EnumSet.allOf(Bodied.class));
        add("enum set wide", () -> EnumSet.of(Wide.A0, Wide.G5));
        add("enum set of the JDK", () -> EnumSet.of(DayOfWeek.MONDAY));
        add("concurrent key set", () -> {
            Set<String> set = ConcurrentHashMap.newKeySet();
            set.add("a");
            return set;
        });
        add("copy on write set", () -> new CopyOnWriteArraySet<>(List.of("b", "a")));
    }

    private static void maps() {
        add("hash map", () -> new HashMap<>(Map.of("a", 1, "b", 2, "c", 3)));
        add("hash map with nulls", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put(null, 1);
            map.put("a", null);
            return map;
        });
        add("hash map roomy", () -> {
            Map<Integer, String> map = new HashMap<>(200);
            IntStream.range(0, 40).forEach(i -> map.put(i * 37 % 101, "v" + i));
            return map;
        });
        add("hash map shrunk", () -> {
            Map<Integer, String> map = new HashMap<>();
            IntStream.range(0, 100).forEach(i -> map.put(i * 31, "v" + i));
            map.keySet().removeIf(i -> i > 600);
            return map;
        });
        add("hash map empty", HashMap::new);
        add("hash map collisions", () -> {
            Map<String, Integer> map = new HashMap<>();
            for (String key : List.of("AaAa", "BBBB", "AaBB", "BBAa")) {
                map.put(key, map.size());
            }
            return map;
        });
        add("linked hash map", () -> {
            Map<String, Integer> map = new LinkedHashMap<>();
            map.put("z", 1);
            map.put("a", 2);
            return map;
        });
        add("linked hash map by access", () -> {
            Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
            map.put("a", 1);
            map.put("b", 2);
            map.get("a");
            return map;
        });
        add("tree map", () -> new TreeMap<>(Map.of("b", 1, "a", 2)));
        add("tree map case insensitive", () -> {
            Map<String, Integer> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            map.put("B", 1);
            map.put("a", 2);
            return map;
        });
        add("skip list map", () -> new ConcurrentSkipListMap<>(Map.of(2, "b", 1, "a")));
        add("concurrent map", () -> new ConcurrentHashMap<>(Map.of("a", 1, "b", 2)));
        add("hashtable", () -> new Hashtable<>(Map.of("a", 1)));
        add("properties", () -> {
            Properties defaults = new Properties();
            defaults.setProperty("a", "1");
            Properties properties = new Properties(defaults);
            properties.setProperty("b", "2");
            return properties;
        });
        add("enum map", () -> new EnumMap<>(Map.of(Plain.BLUE, 1, Plain.RED, 2)));
        add("enum map with null", () -> {
            Map<Plain, Object> map = new EnumMap<>(Plain.class);
            map.put(Plain.RED, null);
            return map;
        });
        add("enum map bodied", () -> new EnumMap<>(Map.of(Bodied.UP, List.of(1))));
        add("Map.of 0", Map::of);
        add("Map.of 1", () -> Map.of("a", 1));
        add("Map.of many", () -> Map.of("a", 1, "b", 2, "c", 3, "d", 4));
        add("Map.of enums", () -> Map.of(Plain.RED, 1, Plain.BLUE, 2));
        add("Map.entry", () -> Map.entry("a", 1));
        add("simple entry", () -> new AbstractMap.SimpleEntry<>("a", null));
        add("immutable entry", () -> new AbstractMap.SimpleImmutableEntry<>("a", 1));
        add("map in itself as value", () -> {
            Map<String, Object> map = new HashMap<>();
            map.put("self", map);
            return map;
        });
    }

    private static void wrappers() {
        add("empty list", Collections::emptyList);
        add("empty set", Collections::emptySet);
        add("empty map", Collections::emptyMap);
        add("empty sorted set", Collections::emptySortedSet);
        add("empty sorted map", Collections::emptySortedMap);
        add("singleton", () -> Collections.singleton("a"));
        add("singleton list", () -> Collections.singletonList(null));
        add("singleton map", () -> Collections.singletonMap("a", 1));
        add("copies", () -> Collections.nCopies(5, "a"));
        add("unmodifiable collection", () -> Collections.unmodifiableCollection(new ArrayList<>(List.of(1))));
        add("unmodifiable list", () -> Collections.unmodifiableList(new ArrayList<>(List.of(1))));
        add("unmodifiable linked list", () -> Collections.unmodifiableList(new LinkedList<>(List.of(1))));
        add("unmodifiable set", () -> Collections.unmodifiableSet(new HashSet<>(List.of("a"))));
        add("unmodifiable sorted set", () -> Collections.unmodifiableSortedSet(new TreeSet<>(List.of(1))));
        add("unmodifiable navigable set", () -> Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(1))));
        add("unmodifiable map", () -> Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))));
        add("unmodifiable map in use", () -> {
            Map<String, Integer> map = Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1)));
            // Each view is made when it is first asked for, and kept
            int used =
                    map.keySet().size() + map.entrySet().size() + map.values().size();
            return used == 3 ? map : null;
        });
        add("unmodifiable sorted map", () -> Collections.unmodifiableSortedMap(new TreeMap<>(Map.of("a", 1))));
        add("unmodifiable navigable map", () -> Collections.unmodifiableNavigableMap(new TreeMap<>(Map.of("a", 1))));
        add("synchronized collection", () -> Collections.synchronizedCollection(new ArrayList<>(List.of(1))));
        add("synchronized list", () -> Collections.synchronizedList(new ArrayList<>(List.of(1))));
        add("synchronized linked list", () -> Collections.synchronizedList(new LinkedList<>(List.of(1))));
        add("synchronized set", () -> Collections.synchronizedSet(new HashSet<>(List.of("a"))));
        add("synchronized sorted set", () -> Collections.synchronizedSortedSet(new TreeSet<>(List.of(1))));
        add("synchronized map", () -> Collections.synchronizedMap(new HashMap<>(Map.of("a", 1))));
        add("synchronized sorted map", () -> Collections.synchronizedSortedMap(new TreeMap<>(Map.of("a", 1))));
        add("reverse order", Collections::reverseOrder);
        add("natural order", Comparator::naturalOrder);
        add("case insensitive order", () -> String.CASE_INSENSITIVE_ORDER);
    }

    private static void objects() {
        add("record", () -> new Point(1, 2));
        add(
                "record of all kinds",
                () -> new Everything(
                        true, (byte) -1, (short) -2, 'c', -3, 1L << 40, 1.5f, -2.5, "t", null, 9L, new Point(5, 6)));
        add("record without components", Nothing::new);
        add("generic record", () -> new Pair<>("a", List.of(new Point(1, 2))));
        add("subclass with hidden fields", Dog::new);
        add("bean with friend", () -> {
            Dog one = new Dog();
            one.friend = new Dog();
            one.friend.friend = one;
            one.age = 99;
            return one;
        });
        add("object that no constructor makes", () -> {
            Guarded guarded = new Guarded("x");
            RawFields.putReference(guarded, RawFields.offset(Guarded.class, "set"), null);
            return guarded;
        });
        add("inner class", () -> new Corpus().new Inner());
        add("constant of its class", () -> List.of(Money.ZERO, new Money(0)));
        add("object", Object::new);
    }

    private static void graphs() {
        add("aliased list", () -> {
            List<Integer> shared = new ArrayList<>(List.of(1));
            return new Pair<>(shared, shared);
        });
        add("equal but not aliased", () -> new Pair<>(new ArrayList<>(List.of(1)), new ArrayList<>(List.of(1))));
        add("record in its own list", () -> {
            List<Object> back = new ArrayList<>();
            InItsOwnList record = new InItsOwnList("a", back);
            back.add(record);
            return record;
        });
        add("element in its own set", () -> {
            HashedByField element = new HashedByField("a");
            element.peers.add(element);
            return element;
        });
        add("peers", () -> {
            HashedByField one = new HashedByField("a");
            HashedByField two = new HashedByField("b");
            one.peers.add(two);
            two.peers.add(one);
            return new HashSet<>(List.of(one, two));
        });
        add("set of sets", () -> Set.of(Set.of(1, 2), Set.of(3)));
        add("hash set of hash sets", () -> {
            Set<Object> outer = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                outer.add(new HashSet<>(List.of("a" + i, "b" + i)));
            }
            return outer;
        });
        add("keys hashed by sets", () -> {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put(new HashedBySet("a", "b"), new HashSet<>(List.of(new HashedBySet("c"))));
            map.put(new HashedBySet("d"), 1);
            return map;
        });
        add("sets met outer first and inner first", () -> {
            Set<Object> inner = new HashSet<>(List.of("x"));
            Set<Object> outer = new HashSet<>(List.of(inner));
            return new Object[] {inner, outer, new HashSet<>(List.of(outer)), Map.of(outer, inner)};
        });
        add("map whose value has it as key", () -> {
            Map<Object, Object> map = new HashMap<>();
            map.put("k", new Object[] {new IdentityKeyed(map)});
            return map;
        });
        add("tree of lists as keys", () -> new HashMap<>(Map.of(List.of(1, List.of(2)), Set.of(List.of("a")))));
        add("synchronized with another mutex", () -> {
            List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1)));
            return new Pair<>(list, list);
        });
        add(
                "repeated strings",
                () -> IntStream.range(0, 200).mapToObj(i -> "tag" + i % 17).toList());
        add(
                "many strings",
                () -> IntStream.range(0, 500).mapToObj(i -> "text " + i).toList());
        add("nulls", () -> new ArrayList<>(Collections.nCopies(50, null)));
        add(
                "mixed",
                () -> new ArrayList<>(Arrays.asList(
                        1,
                        2L,
                        'c',
                        (byte) 1,
                        Plain.RED,
                        LocalDate.EPOCH,
                        Optional.of(List.of()),
                        Map.of("a", Set.of()))));
        add("short linked nodes", () -> nodes(50));
    }

    record IdentityKeyed(Object of) {
        @Override
        public int hashCode() {
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof IdentityKeyed;
        }
    }

    static Node nodes(int count) {
        Node first = null;
        for (int i = 0; i < count; i++) {
            Node node = new Node();
            node.number = i;
            node.next = first;
            first = node;
        }
        return first;
    }

    static List<Object> nested(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(list);
            list = outer;
        }
        return list;
    }
}
