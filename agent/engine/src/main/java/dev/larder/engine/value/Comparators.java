package dev.larder.engine.value;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The comparators of the JDK that keep nothing, and by which a sorted collection may be ordered. */
final class Comparators {
    /** By their place here in the bytes, from 1; 0 is natural order without a comparator. */
    private static final List<Comparator<?>> KNOWN = List.of(
            Comparator.<String>naturalOrder(), Collections.<String>reverseOrder(), String.CASE_INSENSITIVE_ORDER);

    private Comparators() {}

    interface Getter {
        @Nullable
        Comparator<?> of(Object sorted);
    }

    static List<Comparator<?>> known() {
        return KNOWN;
    }

    static void write(@Nullable Comparator<?> comparator, GraphWriter out) throws RefusedException {
        if (comparator == null) {
            out.body().one(0);
            return;
        }
        for (int i = 0; i < KNOWN.size(); i++) {
            if (KNOWN.get(i) == comparator) {
                out.body().one(i + 1);
                return;
            }
        }
        throw new RefusedException("sorted by a comparator of the application, "
                + comparator.getClass().getName()
                + "; natural order, its reverse and String.CASE_INSENSITIVE_ORDER can be brought back");
    }

    static void read(@Nullable Object holder, long field, GraphReader in) throws BadPayloadException {
        int number = in.body().one();
        if (number > KNOWN.size() || holder == null) {
            throw new BadPayloadException("no comparator " + number);
        }
        if (number > 0) {
            RawFields.putReference(holder, field, KNOWN.get(number - 1));
        }
    }
}
