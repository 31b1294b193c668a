package dev.larder.engine.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code List.of}, {@code Set.of}, {@code Map.of} and {@code Stream.toList} return. Sets and maps of this kind are laid
 * out by a salt that each JVM draws for itself, and lists of two mark a missing element by an object of their own; so none
 * of them is written as it stands in memory. A new one is made in the JDK's own way, and its state moves into the object
 * that the others already refer to.
 */
final class ImmutableForms {
    private ImmutableForms() {}

    static GraphForm of(Class<?> type) {
        String name = type.getSimpleName();
        if (name.startsWith("List")) {
            return new Lists(type);
        }
        return name.startsWith("Set") ? new Sets(type) : new Maps(type);
    }

    /** All that is made again and moved. */
    private abstract static class Rebuilt extends GraphForm {
        private final Class<?> type;
        private final StateMove state;
        private final List<?> constants;

        Rebuilt(Class<?> type, List<?> constants) {
            this.type = type;
            this.state = new StateMove(type);
            this.constants = constants;
        }

        @Override
        int constant(Object value) {
            for (int i = 0; i < constants.size(); i++) {
                if (constants.get(i) == value) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        Object constantAt(int number) throws BadPayloadException {
            if (number < 0 || number >= constants.size()) {
                throw new BadPayloadException("no constant " + number);
            }
            return constants.get(number);
        }

        @Override
        int leastBody() {
            return 1;
        }

        @Override
        Object allocate(GraphReader in) throws BadPayloadException {
            return RawFields.allocate(type);
        }

        /** Sets and maps refuse null and duplicates by exceptions, which are a bad payload like all others. */
        final void become(Object target, Object made) throws BadPayloadException {
            if (made.getClass() != type) {
                throw new BadPayloadException(
                        "contents that belong into " + made.getClass().getName());
            }
            state.move(made, target);
        }
    }

    private static final class Lists extends Rebuilt {
        private static final long NULLS = RawFields.offset(List.of().getClass(), "allowNulls");

        private final boolean many;

        Lists(Class<?> type) {
            super(type, List.of(List.of(), withNulls()));
            this.many = type == List.of().getClass();
        }

        /** As {@code Stream.toList} makes them, which unlike {@code List.of} takes nulls. */
        private static List<@Nullable Object> withNulls(@Nullable Object... elements) {
            return Arrays.stream(elements).toList();
        }

        @Override
        int leastBody() {
            return 2;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            out.body().one(many && RawFields.getBoolean(value, NULLS) ? 1 : 0);
            Contents.write((Collection<?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            boolean nulls = in.body().one() != 0;
            @Nullable Object[] elements = in.references(1);
            become(target, nulls ? withNulls(elements) : List.of(elements));
        }
    }

    private static final class Sets extends Rebuilt {
        Sets(Class<?> type) {
            super(type, List.of(Set.of()));
        }

        @Override
        boolean filledLast() {
            return true;
        }

        @Override
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Contents.write((Collection<?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            in.later(this);
        }

        @Override
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            become(target, Set.of(contents));
        }
    }

    private static final class Maps extends Rebuilt {
        Maps(Class<?> type) {
            super(type, List.of(Map.of()));
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
        void writeBody(Object value, GraphWriter out) throws RefusedException {
            Contents.write((Map<?, ?>) value, out);
        }

        @Override
        void readBody(Object target, GraphReader in) throws BadPayloadException {
            in.later(this);
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can't be made otherwise
        void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
            Map.Entry[] entries = new Map.Entry[contents.length / 2];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = Map.entry(contents[2 * i], contents[2 * i + 1]);
            }
            become(target, Map.ofEntries(entries));
        }

        @Override
        String step(int reference) {
            return Contents.entry(reference);
        }
    }
}
