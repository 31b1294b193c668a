package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;

/** Sets of enum constants: placed by the constants' own order, and so at once. */
final class EnumSetForm extends GraphForm {

    private static final long TYPE = RawFields.offset(EnumSet.class, "elementType");

    @Override
    int leastBody() {
        return 1;
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
            return new ArrayList<>();
        }
        if (!type.isEnum()) {
            throw new BadPayloadException("a set of no enum");
        }
        return EnumSet.noneOf((Class) type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Contents.write((Collection<?>) value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Collection<Object> set = Contents.collection(target);
        for (Object constant : in.references(1)) {
            set.add(constant);
        }
    }
}
