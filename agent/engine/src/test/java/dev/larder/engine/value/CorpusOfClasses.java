package dev.larder.engine.value;

import java.net.URL;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** Kinds of values whose classes extend those of the JDK or lean on its odder ones. */
@SuppressWarnings({"unused", "JdkObsolete", "JavaUtilDate", "deprecation", "serial", "URLEqualsHashCode"})
final class CorpusOfClasses {
    static class Names extends ArrayList<String> {
        int added;
        Object note = "n";

        @Override
        public boolean add(String name) {
            added++;
            return super.add(name);
        }

        @Override
        public Object[] toArray() {
            return new Object[0];
        }
    }

    static class Chain extends LinkedList<Object> {}

    static class Headers extends HashMap<String, List<String>> {
        String owner = "o";

        @Override
        public List<String> put(String key, List<String> value) {
            return super.put(key.toLowerCase(Locale.ROOT), value);
        }

        @Override
        public int size() {
            return -1;
        }

        int real() {
            return super.size();
        }
    }

    static class Recent<K, V> extends LinkedHashMap<K, V> {
        final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    static class Tags extends HashSet<Object> {
        transient Object self;
    }

    static class Ranking extends TreeMap<String, Integer> {
        Ranking(Comparator<String> order) {
            super(order);
        }
    }

    static class Settings extends Properties {
        int version = 3;
    }

    static class Line extends ArrayDeque<Integer> {}

    /** The class above it has nothing of its own either: what it holds is further up. */
    static class Pile extends java.util.Stack<Object> {
        String name;
    }

    static class Words extends java.util.LinkedHashSet<Object> {
        String name;
    }

    /** What it holds is its superclass's. */
    static class Pairing extends java.util.AbstractMap.SimpleEntry<Object, Object> {
        Object more;

        Pairing(Object key, Object value) {
            super(key, value);
        }
    }

    static class Fixed extends java.util.AbstractMap.SimpleImmutableEntry<Object, Object> {
        Fixed(Object key, Object value) {
            super(key, value);
        }
    }

    static class Shared extends ConcurrentHashMap<String, Object> {}

    static class Ordered extends TreeSet<String> {}

    static class Levels extends EnumMap<Corpus.Plain, String> {
        Levels() {
            super(Corpus.Plain.class);
        }
    }

    static final class ByLength implements Comparator<String> {
        @Override
        public int compare(String left, String right) {
            int byLength = Integer.compare(left.length(), right.length());
            return byLength != 0 ? byLength : left.compareTo(right);
        }
    }

    enum Orders implements Comparator<String> {
        BACKWARDS {
            @Override
            public int compare(String left, String right) {
                return right.compareTo(left);
            }
        }
    }

    record Rotated(int by) implements Comparator<Integer> {
        @Override
        public int compare(Integer left, Integer right) {
            return Integer.compare(Math.floorMod(left + by, 10), Math.floorMod(right + by, 10));
        }
    }

    static class AppException extends RuntimeException {
        final long id;
        transient Object detail;

        AppException(String message, Throwable cause, long id) {
            super(message, cause);
            this.id = id;
            this.detail = List.of(id);
        }
    }

    static class Quiet extends Exception {
        Quiet() {
            super("quiet", null, false, false);
        }
    }

    /** What Lombok would have written. */
    static final class Built {
        private final String name;
        private final List<String> tags;
        private Object lazy = new AtomicReference<>("made");

        private Built(String name, List<String> tags) {
            this.name = name;
            this.tags = Collections.unmodifiableList(new ArrayList<>(tags));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Built that && name.equals(that.name) && tags.equals(that.tags);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 59 + tags.hashCode();
        }
    }

    private CorpusOfClasses() {}

    static void addTo(BiConsumer<String, Corpus.Maker> corpus) {
        collections(corpus);
        comparators(corpus);
        exceptions(corpus);
        others(corpus);
    }

    private static void collections(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("own list", () -> {
            Names names = new Names();
            names.add("a");
            names.add("b");
            return names;
        });
        corpus.accept("own linked list in itself", () -> {
            Chain chain = new Chain();
            chain.add(chain);
            chain.add("x");
            return chain;
        });
        corpus.accept("own map", () -> {
            Headers headers = new Headers();
            headers.put("Accept", List.of("a"));
            headers.put("HOST", new ArrayList<>(List.of("b")));
            return headers;
        });
        corpus.accept("own map that forgets", () -> {
            Recent<String, Integer> recent = new Recent<>(3);
            for (String key : List.of("a", "b", "c", "d")) {
                recent.put(key, 1);
            }
            recent.get("b");
            return recent;
        });
        corpus.accept("own set in a set", () -> {
            Tags tags = new Tags();
            tags.add("x");
            tags.add(new Corpus.HashedBySet("a"));
            tags.self = tags;
            return new HashSet<>(List.of(tags));
        });
        corpus.accept("own sorted map", () -> {
            Ranking ranking = new Ranking(new ByLength());
            ranking.put("ccc", 1);
            ranking.put("bb", 2);
            return ranking;
        });
        corpus.accept("own sorted map asked for its keys", () -> {
            Ranking ranking = new Ranking(null);
            ranking.put("ccc", 1);
            asked(ranking.keySet());
            asked(ranking.descendingMap());
            return ranking;
        });
        corpus.accept("own properties", () -> {
            Settings settings = new Settings();
            settings.setProperty("a", "b");
            return settings;
        });
        corpus.accept("classes that extend such as have all from above", () -> {
            Pile pile = new Pile();
            pile.push("a");
            pile.push(pile);
            pile.name = "n";
            Words words = new Words();
            words.addAll(List.of("z", Corpus.Plain.RED, "a"));
            words.name = "n";
            return new Object[] {pile, words};
        });
        corpus.accept("classes that extend entries", () -> {
            Pairing pairing = new Pairing("k", new ArrayList<>(List.of(1)));
            pairing.more = pairing;
            return List.of(pairing, new Fixed(Corpus.Plain.RED, pairing));
        });
        corpus.accept("own queue", () -> {
            Line line = new Line();
            for (int i = 0; i < 40; i++) {
                line.add(i);
            }
            return line;
        });
        corpus.accept("own concurrent map", () -> {
            Shared shared = new Shared();
            shared.put("a", shared);
            asked(shared.keySet());
            return shared;
        });
        corpus.accept("own tree set", () -> {
            Ordered ordered = new Ordered();
            ordered.addAll(List.of("z", "y"));
            return ordered;
        });
        corpus.accept("own enum map", () -> {
            Levels levels = new Levels();
            levels.put(Corpus.Plain.BLUE, "b");
            return levels;
        });
        corpus.accept("own list, empty", Names::new);
        corpus.accept("list with a body", () -> new ArrayList<Object>(List.of(1)) {
            final int extra = 5;
        });
        corpus.accept("set from map", () -> {
            Set<Object> set = Collections.newSetFromMap(new LinkedHashMap<>());
            set.add("b");
            set.add("a");
            return set;
        });
        corpus.accept("set from concurrent map within a set", () -> {
            Set<Object> set = Collections.newSetFromMap(new ConcurrentHashMap<>());
            set.add("b");
            return new HashSet<>(List.of(set));
        });
    }

    /** The map keeps the view that it was asked for. */
    private static void asked(Object view) {
        Objects.requireNonNull(view);
    }

    private static void comparators(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("set by a class", () -> {
            Set<String> set = new TreeSet<>(new ByLength());
            set.addAll(List.of("ccc", "bb", "a", "dddd"));
            return set;
        });
        corpus.accept("map by an enum", () -> {
            Map<String, Object> map = new TreeMap<>(Orders.BACKWARDS);
            map.put("a", map);
            map.put("b", 1);
            return map;
        });
        corpus.accept("skip list map by a record", () -> {
            Map<Integer, String> map = new ConcurrentSkipListMap<>(new Rotated(4));
            for (int i = 0; i < 10; i++) {
                map.put(i, "v" + i);
            }
            return map;
        });
        corpus.accept("queue by a class", () -> {
            Queue<String> queue = new PriorityQueue<>(new ByLength());
            queue.addAll(List.of("ccc", "bb", "a", "dddd"));
            return queue;
        });
        corpus.accept("skip list set by an enum", () -> {
            Set<String> set = new ConcurrentSkipListSet<>(Orders.BACKWARDS);
            set.addAll(List.of("a", "b"));
            return set;
        });
        corpus.accept("two sets by one comparator", () -> {
            ByLength order = new ByLength();
            return List.of(new TreeSet<>(order), new TreeSet<>(order), order);
        });
    }

    private static <T extends Throwable> T traced(T exception) {
        exception.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("app", "m", "1", "a.B", "c", "B.java", 7),
            new StackTraceElement(null, null, null, "a.B", "<init>", null, -2)
        });
        return exception;
    }

    private static void exceptions(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("exception", () -> traced(new IllegalStateException("no")));
        corpus.accept("exception without words", () -> traced(new RuntimeException()));
        corpus.accept("exception with cause", () -> {
            Throwable cause = traced(new java.io.IOException("disk"));
            return traced(new java.io.UncheckedIOException("wrapped", (java.io.IOException) cause));
        });
        corpus.accept("exception that suppressed", () -> {
            Throwable thrown = traced(new Exception("outer"));
            thrown.addSuppressed(traced(new Error("inner")));
            return thrown;
        });
        corpus.accept("exceptions in a circle", () -> {
            Throwable one = traced(new Exception("one"));
            Throwable two = traced(new Exception("two", one));
            one.initCause(two);
            return one;
        });
        corpus.accept("own exception", () -> traced(new AppException("app", traced(new Error("x")), 7)));
        corpus.accept("exception without a trace", Quiet::new);
        corpus.accept(
                "exceptions with fields of their own",
                () -> List.of(
                        traced(new java.text.ParseException("text", 4)),
                        traced(new java.sql.SQLException("sql", "42000", 17)),
                        traced(new java.time.format.DateTimeParseException("date", "x", 2)),
                        traced(new java.util.concurrent.ExecutionException("e", null)),
                        traced(new java.lang.reflect.InvocationTargetException(traced(new Error("t"))))));
    }

    private static void others(BiConsumer<String, Corpus.Maker> corpus) {
        corpus.accept("calendar", () -> {
            Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"), Locale.GERMANY);
            calendar.setTimeInMillis(1_700_000_000_123L);
            return calendar;
        });
        corpus.accept("julian calendar", () -> {
            GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("GMT+3"), Locale.US);
            calendar.setGregorianChange(new Date(Long.MAX_VALUE));
            calendar.setLenient(false);
            calendar.setTimeInMillis(-62_000_000_000_000L);
            return calendar;
        });
        corpus.accept("URL", () -> new URL("http://larder.invalid:8080/a?b#c"));
        corpus.accept("URLs and texts", () -> {
            URL url = new URL("https://larder.invalid/");
            return List.of(url, url, new URL("file:/tmp/x"));
        });
        corpus.accept("set of URLs", () -> {
            Set<URL> urls = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                URL url = new URL("http://larder" + i + ".invalid/");
                // As if it had been asked, without a name server
                UrlForm.setHash(url, 1000 + i);
                urls.add(url);
            }
            return urls;
        });
        corpus.accept("built", () -> new Built("n", List.of("a", "b")));
        corpus.accept("built as keys", () -> new HashMap<>(Map.of(new Built("n", List.of("a", "b")), 1)));
    }
}
