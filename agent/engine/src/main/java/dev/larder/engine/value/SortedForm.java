package dev.larder.engine.value;

import java.util.Collection;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Sets and queues that are sorted: by natural order, or by a comparator that comes back as well. */
final class SortedForm extends FilledLastForm {
    private final String name;
    private final long inner;
    private final long field;

    SortedForm(String name) {
        this.name = name;
        switch (name) {
            case "java.util.TreeSet" -> {
                inner = RawFields.offset(TreeSet.class, "m");
                field = RawFields.offset(TreeMap.class, "comparator");
            }
            case "java.util.concurrent.ConcurrentSkipListSet" -> {
                inner = RawFields.offset(ConcurrentSkipListSet.class, "m");
                field = RawFields.offset(ConcurrentSkipListMap.class, "comparator");
            }
            default -> {
                inner = -1;
                field = RawFields.offset(PriorityQueue.class, "comparator");
            }
        }
    }

    @Override
    Object allocate(GraphReader in) {
        return switch (name) {
            case "java.util.TreeSet" -> new TreeSet<>();
            case "java.util.concurrent.ConcurrentSkipListSet" -> new ConcurrentSkipListSet<>();
            default -> new PriorityQueue<>();
        };
    }

    /** Where the comparator is: in the map behind the set, or in the queue itself. */
    private @Nullable Object holder(Object collection) {
        return inner < 0 ? collection : RawFields.getReference(collection, inner);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        // By asking: the map behind a part of another set is not of the class that a new set's is
        Comparators.write(
                value instanceof SortedSet<?> set ? set.comparator() : ((PriorityQueue<?>) value).comparator(), out);
        Contents.write((Collection<?>) value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Comparators.read(holder(target), field, in);
        in.later(this);
    }

    @Override
    void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
        super.fill(target, contents);
        Comparators.checkOrder(Contents.collection(target), contents, 1);
    }
}
