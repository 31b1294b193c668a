package dev.larder.engine.key;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How conditions compare what an application hands over with what a rule's author wrote. Stateless; any thread. */
final class Comparing {

    private Comparing() {}

    /**
     * Numbers are equal by their value, whatever their classes; an enum constant, a character, a date, a UUID and the
     * like to the text that a key would hold for it; all else by {@code equals}.
     */
    static boolean equal(@Nullable Object a, @Nullable Object b) throws KeyException {
        if (a == null || b == null) {
            return a == b;
        }
        if (a instanceof Number first && b instanceof Number second) {
            return compare(first, second) == 0;
        }
        if (a instanceof String text && !(b instanceof String)) {
            return text.equals(text(b));
        }
        if (b instanceof String text && !(a instanceof String)) {
            return text.equals(text(a));
        }
        return a.equals(b);
    }

    private static @Nullable String text(Object value) {
        boolean scalar = !(value instanceof Number) && !(value instanceof Boolean) && Scalars.word(value) != null;
        return scalar ? Scalars.text(value) : value instanceof CharSequence text ? text.toString() : null;
    }

    /** Less than zero where the first is less; null where either is null, and nothing can be said. */
    @SuppressWarnings("unchecked") // two values of one class, which is Comparable
    static @Nullable Integer order(@Nullable Object a, @Nullable Object b) throws KeyException {
        if (a == null || b == null) {
            return null;
        }
        if (a instanceof Number first && b instanceof Number second) {
            return compare(first, second);
        }
        if (a instanceof Comparable<?> first && a.getClass() == b.getClass()) {
            return ((Comparable<Object>) first).compareTo(b);
        }
        throw new KeyException("a " + a.getClass().getName() + " is neither less nor more than a "
                + b.getClass().getName());
    }

    /** Whether a collection or an array holds the value; null holds nothing. */
    static boolean among(@Nullable Object value, @Nullable Object holder) throws KeyException {
        if (holder == null) {
            return false;
        }
        if (holder instanceof Collection<?> elements) {
            for (Object element : elements) {
                if (equal(value, element)) {
                    return true;
                }
            }
            return false;
        }
        if (!holder.getClass().isArray()) {
            throw new KeyException("a " + holder.getClass().getName() + " is no collection to be in");
        }
        for (int i = 0; i < Array.getLength(holder); i++) {
            if (equal(value, Array.get(holder, i))) {
                return true;
            }
        }
        return false;
    }

    private static int compare(Number a, Number b) throws KeyException {
        if (whole(a) && whole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (!finite(a) || !finite(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return decimal(a).compareTo(decimal(b));
    }

    private static boolean whole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte;
    }

    private static boolean finite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static BigDecimal decimal(Number number) throws KeyException {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new KeyException("a " + number.getClass().getName() + " can't be compared");
        }
    }
}
