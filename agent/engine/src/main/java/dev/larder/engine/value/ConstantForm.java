package dev.larder.engine.value;

import java.util.Collections;
import java.util.Comparator;

/** A class of which the JDK keeps one object, and nobody else should have another. */
final class ConstantForm extends GraphForm {
    private final Object constant;

    private ConstantForm(Object constant) {
        this.constant = constant;
    }

    static ConstantForm of(String name) {
        return new ConstantForm(
                switch (name) {
                    case "java.util.Comparators$NaturalOrderComparator" -> Comparator.<String>naturalOrder();
                    case "java.util.Collections$ReverseComparator" -> Collections.<String>reverseOrder();
                    case "java.lang.String$CaseInsensitiveComparator" -> String.CASE_INSENSITIVE_ORDER;
                    case "java.util.Collections$EmptyList" -> Collections.emptyList();
                    case "java.util.Collections$EmptySet" -> Collections.emptySet();
                    case "java.util.Collections$EmptyMap" -> Collections.emptyMap();
                    case "java.util.Collections$UnmodifiableNavigableSet$EmptyNavigableSet" ->
                        Collections.emptySortedSet();
                    default -> Collections.emptySortedMap();
                });
    }

    @Override
    int constant(Object value) {
        return value == constant ? 0 : -1;
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number != 0) {
            throw new BadPayloadException("no constant " + number);
        }
        return constant;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        throw new RefusedException("a second " + value.getClass().getName() + ", of which there should be one");
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        throw new BadPayloadException("a second " + constant.getClass().getName());
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) {}
}
