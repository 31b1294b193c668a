package dev.larder.engine.value;

import java.time.*;
import java.time.chrono.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.stream.IntStream;

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
        CorpusOfValues.addTo(Corpus::add);
        CorpusOfCollections.addTo(Corpus::add);
        objects();
        graphs();
        CorpusOfClasses.addTo(Corpus::add);
        CorpusOfFrameworks.addTo(Corpus::add);
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
