package dev.larder.engine.value;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Maps that are filled by putting. */
final class MapForms {
    private MapForms() {}

    @SuppressWarnings("JdkObsolete") // applications have them
    static void addTo(JdkForms forms) {
        forms.add(HashMap.class, new Hashed(HashMap::new));
        forms.add(LinkedHashMap.class, new Linked());
        forms.add(ConcurrentHashMap.class, new Plain(ConcurrentHashMap::new));
        forms.add(Hashtable.class, new Plain(Hashtable::new));
        forms.add(Properties.class, new WithDefaults());
        forms.add(
                TreeMap.class,
                new Sorted(
                        TreeMap::new,
                        map -> ((TreeMap<?, ?>) map).comparator(),
                        RawFields.offset(TreeMap.class, "comparator")));
        forms.add(
                ConcurrentSkipListMap.class,
                new Sorted(
                        ConcurrentSkipListMap::new,
                        map -> ((ConcurrentSkipListMap<?, ?>) map).comparator(),
                        RawFields.offset(ConcurrentSkipListMap.class, "comparator")));
        forms.add(EnumMap.class, new Enums());
    }

    static void write(Map<?, ?> map, GraphWriter out) throws RefusedException {
        int count = map.size();
        out.body().number(count);
        // By entries alone: asking an access-ordered map for a value would change its order
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.reference(entry.getKey());
            out.reference(entry.getValue());
            count--;
        }
        if (count != 0) {
            throw new RefusedException("a map that was changed while it was looked at");
        }
    }

    @SuppressWarnings("unchecked") // what is put was written from a map of the same declared entries
    static Map<Object, Object> open(Object map) {
        return (Map<Object, Object>) map;
    }

    static String entry(int reference) {
        return ((reference & 1) == 0 ? "[key " : "[value ") + reference / 2 + "]";
    }

    private static class Plain extends GraphForm {
        private final Supplier<Map<?, ?>> empty;

        Plain(Supplier<Map<?, ?>> empty) {
            this.empty = empty;
        }

        @Override
        boolean filledLast() {
            return true;
        }

        @Override
        int keyEvery() {
            return 2;
        }

        @Override
        int leastBody() {
            return 1;
        }

        @Override
        Object allocate(GraphReader in) throws BadPayloadException {
            return empty.get();
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            write((Map<?, ?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            in.later(this);
        }

        @Override
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            Map<Object, Object> map = open(target);
            for (int i = 0; i < contents.length; i += 2) {
                map.put(contents[i], contents[i + 1]);
            }
            if (map.size() != contents.length / 2) {
                throw new BadPayloadException("a key that is there twice");
            }
        }

        @Override
        String step(int reference) {
            return entry(reference);
        }
    }

    private static class Hashed extends Plain {
        Hashed(Supplier<Map<?, ?>> empty) {
            super(empty);
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            out.body().one(TableSize.of(value));
            super.writeBody(value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            int size = in.body().one();
            int count = in.later(this);
            TableSize.set(target, size, count);
        }
    }

    /** In the order of insertion or of access; the latter is what small caches are made of. */
    private static final class Linked extends Hashed {
        private static final long BY_ACCESS = RawFields.offset(LinkedHashMap.class, "accessOrder");

        Linked() {
            super(LinkedHashMap::new);
        }

        @Override
        void writeHead(Object value, GraphWriter out) throws RefusedException {
            out.heads().one(RawFields.getBoolean(value, BY_ACCESS) ? 1 : 0);
        }

        @Override
        Object allocate(GraphReader in) throws BadPayloadException {
            return new LinkedHashMap<>(16, 0.75f, in.heads().one() != 0);
        }
    }

    private static final class WithDefaults extends Plain {
        private static final long DEFAULTS = RawFields.offset(Properties.class, "defaults");

        WithDefaults() {
            super(Properties::new);
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            out.reference(RawFields.getReference(value, DEFAULTS));
            super.writeBody(value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            Object defaults = in.reference();
            if (defaults != null && !(defaults instanceof Properties)) {
                throw new BadPayloadException("defaults that are no properties");
            }
            RawFields.putReference(target, DEFAULTS, defaults);
            super.readBody(target, in);
        }

        @Override
        String step(int reference) {
            return reference == 0 ? ".defaults" : entry(reference - 1);
        }
    }

    private static final class Sorted extends Plain {
        private final Comparators.Getter comparator;
        private final long field;

        Sorted(Supplier<Map<?, ?>> empty, Comparators.Getter comparator, long field) {
            super(empty);
            this.comparator = comparator;
            this.field = field;
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Comparators.write(comparator.of(value), out);
            super.writeBody(value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            Comparators.read(target, field, in);
            super.readBody(target, in);
        }
    }

    /** Placed by the constants' own order, and so at once. */
    private static final class Enums extends Plain {
        private static final long TYPE = RawFields.offset(EnumMap.class, "keyType");

        Enums() {
            super(Map::of);
        }

        @Override
        boolean filledLast() {
            return false;
        }

        @Override
        void writeHead(Object value, GraphWriter out) throws RefusedException {
            if (RawFields.getReference(value, TYPE) instanceof Class<?> type) {
                out.headClass(type);
            }
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // the enum's class is only known at run time
        Object allocate(GraphReader in) throws BadPayloadException {
            Class<?> type = in.headClass();
            if (!type.isEnum()) {
                throw new BadPayloadException("a map of no enum");
            }
            return new EnumMap(type);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            fill(target, in.references(2));
        }
    }
}
