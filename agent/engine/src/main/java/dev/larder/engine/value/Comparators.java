package dev.larder.engine.value;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The comparators by which a sorted collection may be ordered: those of the JDK that keep nothing, and those of the
 * application that keep nothing that has to be put in order itself, or that their own class keeps as constants.
 */
final class Comparators {
    private static final int NATURAL = 0;
    private static final int OBJECT = 4;

    private Comparators() {}

    /** By its place in the bytes; natural order without a comparator is 0. */
    static @Nullable Comparator<?> known(int number) {
        return switch (number) {
            case 1 -> Comparator.<String>naturalOrder();
            case 2 -> Collections.<String>reverseOrder();
            case 3 -> String.CASE_INSENSITIVE_ORDER;
            default -> null;
        };
    }

    static void write(@Nullable Comparator<?> comparator, GraphWriter out) throws RefusedException {
        if (comparator == null) {
            out.body().one(NATURAL);
            return;
        }
        for (int i = 1; i < OBJECT; i++) {
            if (known(i) == comparator) {
                out.body().one(i);
                return;
            }
        }
        Form form = out.form(comparator.getClass());
        boolean plain = form instanceof EnumForm
                || (form instanceof ImageForm image && (image.flat() || image.constant(comparator) >= 0));
        if (!plain) {
            throw new RefusedException("sorted by a comparator that isn't plain data, "
                    + comparator.getClass().getName()
                    + "; make it an enum or a class without fields, or use natural order");
        }
        out.body().one(OBJECT);
        out.aside(comparator);
    }

    /**
     * @param holder of the comparator, a new collection or what stands behind it
     * @param field where the comparator is in it
     */
    static void read(@Nullable Object holder, long field, GraphReader in) throws BadPayloadException {
        int number = in.body().one();
        if (number > OBJECT || holder == null) {
            throw new BadPayloadException("no comparator " + number);
        }
        Object comparator = number == OBJECT ? in.reference() : known(number);
        if (comparator instanceof Shown) {
            return;
        }
        if (comparator != null && !(comparator instanceof Comparator<?>)) {
            throw new BadPayloadException(comparator.getClass().getName() + " is no comparator");
        }
        RawFields.putReference(holder, field, comparator);
    }

    /** A comparator that orders otherwise than where the value was made would make look-ups fail in silence. */
    static void checkOrder(Collection<?> sorted, @Nullable Object[] contents, int each) throws BadPayloadException {
        int at = 0;
        for (Object element : sorted) {
            if (element != contents[at]) {
                throw new BadPayloadException("contents in another order than that of their comparator");
            }
            at += each;
        }
    }
}
