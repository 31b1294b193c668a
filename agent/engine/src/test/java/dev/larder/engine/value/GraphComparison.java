package dev.larder.engine.value;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;

/**
 * Whether two values are the same graph: the same classes, fields, aliasing, order, and found by their own keys. By a
 * worklist, for deep graphs.
 */
@SuppressWarnings("OperatorPrecedence") // lists of conditions
final class GraphComparison {
    /** A path of links, not of text: that of a long chain would be longer than all else. */
    private record Pair(Object left, Object right, Pair from, String step) {
        String path() {
            Deque<String> steps = new ArrayDeque<>();
            for (Pair each = this; each != null && steps.size() < 50; each = each.from) {
                steps.push(each.step);
            }
            return String.join("", steps);
        }
    }

    private final IdentityHashMap<Object, Object> toRight = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> toLeft = new IdentityHashMap<>();
    private final Deque<Pair> open = new ArrayDeque<>();

    /** The first difference; null where there is none. */
    static String difference(Object left, Object right) {
        GraphComparison comparison = new GraphComparison();
        comparison.open.add(new Pair(left, right, null, "$"));
        while (!comparison.open.isEmpty()) {
            String difference = comparison.compare(comparison.open.remove());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private String compare(Pair pair) {
        Object left = pair.left;
        Object right = pair.right;
        if (left == null || right == null) {
            return left == right ? null : pair.path() + ": " + shown(left) + " became " + shown(right);
        }
        if (left.getClass() != right.getClass()) {
            return pair.path() + ": " + left.getClass().getName() + " became "
                    + right.getClass().getName();
        }
        if (left instanceof Enum<?>) {
            return left == right ? null : pair.path() + ": " + left + " became " + right;
        }
        if (scalar(left)) {
            boolean same = left.equals(right)
                    && (!(left instanceof BigDecimal) || left.toString().equals(right.toString()));
            return same ? null : pair.path() + ": " + shown(left) + " became " + shown(right);
        }
        Object known = toRight.put(left, right);
        Object back = toLeft.put(right, left);
        if (known != null || back != null) {
            return known == right && back == left ? null : pair.path() + ": aliased otherwise";
        }
        if (left == right) {
            return constant(left)
                    ? null
                    : pair.path() + ": the same " + left.getClass().getName() + ", not a copy";
        }
        return contents(pair);
    }

    private String contents(Pair pair) {
        Object left = pair.left;
        Object right = pair.right;
        Class<?> type = left.getClass();
        if (told(left) && !left.toString().equals(right.toString())) {
            // Whatever the fields say: a view taken for a part of it would be lost on both sides of the comparison
            return pair.path() + ": " + left + " tells " + right;
        }
        if (type.isArray()) {
            return arrays(pair);
        }
        if (Forms.ofJdk(type)) {
            if (left instanceof StringBuilder || left instanceof StringBuffer || left instanceof Number) {
                return left.toString().equals(right.toString()) ? null : pair.path() + ": other contents";
            }
            if (left instanceof Map<?, ?> map && !wrapper(type)) {
                return maps(map, (Map<?, ?>) right, pair);
            }
            if (left instanceof Collection<?> collection && !wrapper(type)) {
                return collections(collection, (Collection<?>) right, pair);
            }
            if (left instanceof java.net.URL) {
                return left.toString().equals(right.toString()) && UrlForm.hash(left) == UrlForm.hash(right)
                        ? null
                        : pair.path() + ": other contents";
            }
            if (left instanceof java.util.Date
                    || left instanceof java.util.Calendar
                    || left instanceof java.util.BitSet) {
                return left.equals(right) && left.toString().equals(right.toString())
                        ? null
                        : pair.path() + ": other contents";
            }
        }
        boolean extended = !Forms.ofJdk(type) && (left instanceof Collection<?> || left instanceof Map<?, ?>);
        boolean made =
                type.getName().matches("(com\\.google|kotlin|org\\.eclipse\\.persistence|org\\.springframework)\\..*");
        if (extended && made && left instanceof Map<?, ?> map) {
            return maps(map, (Map<?, ?>) right, pair);
        }
        if (extended && made && left instanceof Collection<?> collection) {
            return collections(collection, (Collection<?>) right, pair);
        }
        if (type.getName().startsWith("org.joda.time.chrono.") || type.getName().startsWith("org.joda.time.tz.")) {
            return left.equals(right) ? null : pair.path() + ": other contents";
        }
        boolean application = extended || type.getName().startsWith("com.google.");
        fields(pair, type, application);
        if (extended && left instanceof CorpusOfClasses.Headers headers) {
            return maps(new java.util.HashMap<>(copied(headers)), new java.util.HashMap<>(copied(right)), pair);
        }
        if (extended && left instanceof CorpusOfClasses.Names) {
            return collections(List.of(each(left)), List.of(each(right)), pair);
        }
        if (extended && left instanceof Map<?, ?> map) {
            return maps(map, (Map<?, ?>) right, pair);
        }
        return extended && left instanceof Collection<?> collection
                ? collections(collection, (Collection<?>) right, pair)
                : null;
    }

    /** Those two classes lie about what they hold. */
    private static Map<Object, Object> copied(Object headers) {
        Map<Object, Object> all = new LinkedHashMap<>();
        ((Map<?, ?>) headers).forEach(all::put);
        return all;
    }

    private static Object[] each(Object names) {
        List<Object> all = new ArrayList<>();
        ((Iterable<?>) names).forEach(all::add);
        return all.toArray();
    }

    private void fields(Pair pair, Class<?> type, boolean own) {
        boolean jdk = Forms.ofJdk(type) || pair.left instanceof Throwable;
        for (Field field :
                Layout.fields(type, own ? Layout.Kept.OF_APPLICATION : jdk ? Layout.Kept.OF_JDK : Layout.Kept.ALL)) {
            long offset = RawFields.offset(field);
            Class<?> kind = field.getType();
            open.add(new Pair(
                    value(pair.left, offset, kind), value(pair.right, offset, kind), pair, "." + field.getName()));
        }
    }

    private static Object value(Object target, long offset, Class<?> kind) {
        if (!kind.isPrimitive()) {
            return RawFields.getReference(target, offset);
        }
        return switch (kind.getName()) {
            case "long", "double" -> (Object) RawFields.getLong(target, offset);
            case "int", "float" -> RawFields.getInt(target, offset);
            case "short", "char" -> RawFields.getShort(target, offset);
            default -> RawFields.getByte(target, offset);
        };
    }

    private String arrays(Pair pair) {
        int length = Array.getLength(pair.left);
        if (length != Array.getLength(pair.right)) {
            return pair.path() + ": other length";
        }
        for (int i = 0; i < length; i++) {
            Object left = Array.get(pair.left, i);
            Object right = Array.get(pair.right, i);
            if (pair.left.getClass().getComponentType().isPrimitive()) {
                if (!left.equals(right)) {
                    return pair.path() + "[" + i + "]: " + left + " became " + right;
                }
            } else {
                open.add(new Pair(left, right, pair, "[" + i + "]"));
            }
        }
        return null;
    }

    private String collections(Collection<?> left, Collection<?> right, Pair pair) {
        if (left.size() != right.size()) {
            return pair.path() + ": " + left.size() + " elements became " + right.size();
        }
        if (left instanceof SortedSet<?> sorted) {
            open.add(new Pair(sorted.comparator(), ((SortedSet<?>) right).comparator(), pair, ".comparator"));
        }
        if (left instanceof PriorityQueue<?> queue) {
            open.add(new Pair(queue.comparator(), ((PriorityQueue<?>) right).comparator(), pair, ".comparator"));
        }
        if (left instanceof Set<?>) {
            for (Object element : right) {
                if (!right.contains(element)) {
                    return pair.path() + ": doesn't find its own " + shown(element);
                }
            }
        }
        if (left instanceof Set<?> && !ordered(left)) {
            return unordered(new ArrayList<>(left), new ArrayList<>(right), pair);
        }
        Object[] ours = left.toArray();
        Object[] theirs = right.toArray();
        for (int i = 0; i < ours.length; i++) {
            open.add(new Pair(ours[i], theirs[i], pair, "[" + i + "]"));
        }
        return null;
    }

    private String maps(Map<?, ?> left, Map<?, ?> right, Pair pair) {
        if (left.size() != right.size()) {
            return pair.path() + ": " + left.size() + " entries became " + right.size();
        }
        if (left instanceof SortedMap<?, ?> sorted) {
            open.add(new Pair(sorted.comparator(), ((SortedMap<?, ?>) right).comparator(), pair, ".comparator"));
        }
        List<Object> ours = new ArrayList<>();
        List<Object> theirs = new ArrayList<>();
        left.forEach((key, value) -> ours.add(key));
        right.forEach((key, value) -> theirs.add(key));
        for (Map.Entry<?, ?> entry : new ArrayList<Map.Entry<?, ?>>(right.entrySet())) {
            if (!right.containsKey(entry.getKey())) {
                return pair.path() + ": doesn't find its own " + shown(entry.getKey());
            }
        }
        String difference = null;
        if (ordered(left)) {
            for (int i = 0; i < ours.size(); i++) {
                open.add(new Pair(ours.get(i), theirs.get(i), pair, ".key" + i));
            }
        } else {
            difference = unordered(ours, theirs, pair);
        }
        if (difference == null && ordered(left)) {
            List<Object> values = new ArrayList<>(left.values());
            List<Object> others = new ArrayList<>(right.values());
            for (int i = 0; i < values.size(); i++) {
                open.add(new Pair(values.get(i), others.get(i), pair, ".value" + i));
            }
        } else if (difference == null) {
            for (Object key : ours) {
                Object other = theirs.get(theirs.indexOf(key));
                open.add(new Pair(left.get(key), right.get(other), pair, "{" + shown(key) + "}"));
            }
        }
        return difference;
    }

    private String unordered(List<Object> left, List<Object> right, Pair pair) {
        for (Object element : left) {
            int at = right.indexOf(element);
            if (at < 0) {
                return pair.path() + ": lost " + shown(element);
            }
            open.add(new Pair(element, right.remove(at), pair, "{" + shown(element) + "}"));
            right.add(at, element);
        }
        return null;
    }

    /** Those that go by salted or identity hashes keep no order from one JVM to the next. */
    private static boolean ordered(Object container) {
        if (container instanceof LinkedHashSet<?> || container instanceof LinkedHashMap<?, ?>) {
            return true;
        }
        if (container.getClass().getName().startsWith("java.util.ImmutableCollections")) {
            return false;
        }
        if (container instanceof SortedSet<?> || container instanceof SortedMap<?, ?>) {
            return true;
        }
        if (container
                .getClass()
                .getName()
                .matches("(com\\.google|kotlin|org\\.eclipse\\.persistence|org\\.springframework)\\..*")) {
            return true;
        }
        Collection<?> keys = container instanceof Map<?, ?> map ? map.keySet() : (Collection<?>) container;
        boolean hash =
                container.getClass() == java.util.HashMap.class || container.getClass() == java.util.HashSet.class;
        return container instanceof java.util.EnumMap<?, ?>
                || container instanceof java.util.EnumSet<?>
                || hash && keys.stream().allMatch(key -> key instanceof String || key instanceof Number);
    }

    private static boolean wrapper(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.util.Collections$")
                || name.startsWith("java.util.Arrays$")
                || name.contains("CopyOnWriteArraySet")
                || name.contains("KeySetView");
    }

    private static boolean told(Object value) {
        return value instanceof com.google.common.collect.Table<?, ?, ?>
                || value instanceof com.google.common.collect.RangeMap<?, ?>
                || value instanceof com.google.common.collect.RangeSet<?>
                || value instanceof com.google.common.collect.Range<?>
                || value instanceof com.google.common.collect.Multimap<?, ?>
                || value instanceof com.google.common.collect.EvictingQueue<?>
                || value instanceof com.google.common.collect.MinMaxPriorityQueue<?>;
    }

    private static boolean constant(Object value) {
        return value instanceof Collection<?> collection && collection.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof java.util.Optional<?>
                || value instanceof java.util.Comparator<?> && Forms.ofJdk(value.getClass())
                || value instanceof com.google.common.collect.Ordering<?>
                || value instanceof com.google.common.collect.Multimap<?, ?> multimap && multimap.isEmpty()
                || value instanceof com.google.common.collect.Range<?>
                || value instanceof com.google.common.collect.RangeSet<?>
                || value instanceof com.google.common.collect.DiscreteDomain<?>
                || value instanceof com.google.common.collect.Table<?, ?, ?> table && table.isEmpty()
                || value instanceof com.google.common.base.Optional<?> optional && !optional.isPresent()
                || value.getClass().getName().startsWith("com.google.common.collect.Cut$")
                || value instanceof Corpus.Money
                || value instanceof kotlin.Unit
                || value instanceof org.joda.time.DateTimeZone
                || value instanceof org.joda.time.Chronology
                || value instanceof org.joda.time.DurationFieldType;
    }

    private static boolean scalar(Object value) {
        Package home = value.getClass().getPackage();
        boolean time =
                !(value instanceof Throwable) && home != null && home.getName().startsWith("java.time");
        return time
                || value instanceof String
                || value instanceof Number && value.getClass().getPackageName().matches("java\\.(lang|math)")
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof java.util.UUID
                || value instanceof java.util.Locale
                || value instanceof java.util.Currency
                || value instanceof java.net.URI
                || value instanceof java.io.File
                || value instanceof Charset
                || value instanceof Path
                || value instanceof ZoneId
                || value instanceof TimeZone
                || value instanceof java.net.InetAddress
                || value instanceof java.util.OptionalInt
                || value instanceof java.util.OptionalLong
                || value instanceof java.util.OptionalDouble;
    }

    private static String shown(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError odd) {
            return value.getClass().getName();
        }
    }
}
