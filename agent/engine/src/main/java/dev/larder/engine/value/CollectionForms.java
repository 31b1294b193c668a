package dev.larder.engine.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.PriorityQueue;
import java.util.Stack;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists, sets and queues that are filled by adding. */
final class CollectionForms {
    private CollectionForms() {}

    @SuppressWarnings("JdkObsolete") // applications have them
    static void addTo(JdkForms forms) {
        forms.add(ArrayList.class, new Ordered(ArrayList::new));
        forms.add(LinkedList.class, new Ordered(LinkedList::new));
        forms.add(ArrayDeque.class, new Ordered(ArrayDeque::new));
        forms.add(Vector.class, new Ordered(Vector::new));
        forms.add(Stack.class, new Ordered(Stack::new));
        forms.add(CopyOnWriteArrayList.class, new Ordered(CopyOnWriteArrayList::new));
        forms.add(ConcurrentLinkedQueue.class, new Ordered(ConcurrentLinkedQueue::new));
        forms.add(ConcurrentLinkedDeque.class, new Ordered(ConcurrentLinkedDeque::new));
        forms.add(HashSet.class, new Hashed(HashSet::new));
        forms.add(LinkedHashSet.class, new Hashed(LinkedHashSet::new));
        forms.add(
                TreeSet.class,
                new Sorted(
                        TreeSet::new,
                        set -> ((TreeSet<?>) set).comparator(),
                        RawFields.offset(TreeSet.class, "m"),
                        RawFields.offset(java.util.TreeMap.class, "comparator")));
        forms.add(
                ConcurrentSkipListSet.class,
                new Sorted(
                        ConcurrentSkipListSet::new,
                        set -> ((ConcurrentSkipListSet<?>) set).comparator(),
                        RawFields.offset(ConcurrentSkipListSet.class, "m"),
                        RawFields.offset(java.util.concurrent.ConcurrentSkipListMap.class, "comparator")));
        forms.add(
                PriorityQueue.class,
                new Sorted(
                        PriorityQueue::new,
                        queue -> ((PriorityQueue<?>) queue).comparator(),
                        -1,
                        RawFields.offset(PriorityQueue.class, "comparator")));
        EnumSetForm.addTo(forms);
    }

    static void write(Collection<?> collection, GraphWriter out) throws RefusedException {
        Object[] elements = collection.toArray();
        out.body().number(elements.length);
        for (Object element : elements) {
            out.reference(element);
        }
    }

    @SuppressWarnings("unchecked") // what is added was written from a collection of the same declared elements
    static Collection<Object> open(Object collection) {
        return (Collection<Object>) collection;
    }

    /** Keeps what it is given where it is put; nothing is asked of the elements. */
    private static final class Ordered extends GraphForm {
        private final Supplier<Collection<?>> empty;

        Ordered(Supplier<Collection<?>> empty) {
            this.empty = empty;
        }

        @Override
        int leastBody() {
            return 1;
        }

        @Override
        Object allocate(GraphReader in) {
            return empty.get();
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            write((Collection<?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            Collection<Object> collection = open(target);
            if (collection instanceof CopyOnWriteArrayList<Object>) {
                // Each add would copy all that is there
                collection.addAll(Arrays.asList(in.references(1)));
                return;
            }
            int count = in.body().count(1);
            if (collection instanceof ArrayList<Object> list) {
                list.ensureCapacity(count);
            }
            for (int i = 0; i < count; i++) {
                collection.add(in.reference());
            }
        }
    }

    private abstract static class Last extends GraphForm {
        @Override
        boolean filledLast() {
            return true;
        }

        @Override
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            Collection<Object> collection = open(target);
            for (Object element : contents) {
                collection.add(element);
            }
            if (collection.size() != contents.length) {
                throw new BadPayloadException("an element that is there twice");
            }
        }
    }

    private static final class Hashed extends Last {
        private static final long MAP = RawFields.offset(HashSet.class, "map");

        private final Supplier<Collection<?>> empty;

        Hashed(Supplier<Collection<?>> empty) {
            this.empty = empty;
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        Object allocate(GraphReader in) {
            return empty.get();
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            out.body().one(TableSize.of(RawFields.getReference(value, MAP)));
            write((Collection<?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            int size = in.body().one();
            int count = in.later(this);
            TableSize.set(RawFields.getReference(target, MAP), size, count);
        }
    }

    /** By natural order, or by a comparator of the JDK: one of the application would run its code. */
    private static final class Sorted extends Last {
        private final Supplier<Collection<?>> empty;
        private final Comparators.Getter comparator;
        private final long inner;
        private final long field;

        /** @param inner where the map is that holds the comparator, -1 where the collection does */
        Sorted(Supplier<Collection<?>> empty, Comparators.Getter comparator, long inner, long field) {
            this.empty = empty;
            this.comparator = comparator;
            this.inner = inner;
            this.field = field;
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        Object allocate(GraphReader in) {
            return empty.get();
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Comparators.write(comparator.of(value), out);
            write((Collection<?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            Object holder = inner < 0 ? target : RawFields.getReference(target, inner);
            Comparators.read(holder, field, in);
            in.later(this);
        }
    }
}
