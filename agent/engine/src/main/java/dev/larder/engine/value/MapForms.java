package dev.larder.engine.value;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Maps that are filled by putting. */
final class MapForms {
    private MapForms() {}

    static GraphForm of(String name) {
        return switch (name) {
            case "java.util.HashMap" -> new Hashed();
            case "java.util.LinkedHashMap" -> new Linked();
            case "java.util.Properties" -> new WithDefaults();
            case "java.util.TreeMap", "java.util.concurrent.ConcurrentSkipListMap" -> new Sorted(name);
            case "java.util.EnumMap" -> new Enums();
            default -> new Plain(name);
        };
    }

    private static class Plain extends GraphForm {
        private final String name;

        Plain(String name) {
            this.name = name;
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
        @SuppressWarnings("JdkObsolete") // applications have them
        Object allocate(GraphReader in) throws BadPayloadException {
            return switch (name) {
                case "java.util.HashMap" -> new HashMap<>();
                case "java.util.Hashtable" -> new Hashtable<>();
                case "java.util.Properties" -> new Properties();
                case "java.util.TreeMap" -> new TreeMap<>();
                case "java.util.concurrent.ConcurrentSkipListMap" -> new ConcurrentSkipListMap<>();
                default -> new ConcurrentHashMap<>();
            };
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Contents.write((Map<?, ?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            in.later(this);
        }

        @Override
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            Map<Object, Object> map = Contents.map(target);
            for (int i = 0; i < contents.length; i += 2) {
                map.put(contents[i], contents[i + 1]);
            }
            if (map.size() != contents.length / 2) {
                throw new BadPayloadException("a key that is there twice");
            }
        }

        @Override
        String step(int reference) {
            return Contents.entry(reference);
        }
    }

    private static class Hashed extends Plain {
        Hashed() {
            super("java.util.HashMap");
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

        @Override
        void writeHead(Object value, GraphWriter out) throws RefusedException {
            out.body().one(RawFields.getBoolean(value, BY_ACCESS) ? 1 : 0);
        }

        @Override
        Object allocate(GraphReader in) throws BadPayloadException {
            return new LinkedHashMap<>(16, 0.75f, in.body().one() != 0);
        }
    }

    private static final class WithDefaults extends Plain {
        private static final long DEFAULTS = RawFields.offset(Properties.class, "defaults");

        WithDefaults() {
            super("java.util.Properties");
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
            return reference == 0 ? ".defaults" : Contents.entry(reference - 1);
        }
    }

    private static final class Sorted extends Plain {
        private final long field;

        Sorted(String name) {
            super(name);
            this.field = RawFields.offset(
                    name.equals("java.util.TreeMap") ? TreeMap.class : ConcurrentSkipListMap.class, "comparator");
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Comparators.write(((SortedMap<?, ?>) value).comparator(), out);
            super.writeBody(value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            Comparators.read(target, field, in);
            super.readBody(target, in);
        }

        @Override
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            super.fill(target, contents);
            Comparators.checkOrder(Contents.map(target).keySet(), contents, 2);
        }
    }

    /** Placed by the constants' own order, and so at once. */
    private static final class Enums extends Plain {
        private static final long TYPE = RawFields.offset(EnumMap.class, "keyType");

        Enums() {
            super("java.util.EnumMap");
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
            if (type == Shown.class) {
                return new LinkedHashMap<>();
            }
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
