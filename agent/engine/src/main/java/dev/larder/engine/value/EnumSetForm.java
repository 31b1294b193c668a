package dev.larder.engine.value;

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
        if (!type.isEnum()) {
            throw new BadPayloadException("a set of no enum");
        }
        return EnumSet.noneOf((Class) type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        CollectionForms.write((Collection<?>) value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Collection<Object> set = CollectionForms.open(target);
        for (Object constant : in.references(1)) {
            set.add(constant);
        }
    }

    static void addTo(JdkForms forms) {
        forms.add(EnumSet.noneOf(java.time.DayOfWeek.class).getClass(), new EnumSetForm());
        // The JDK has another class for the sets of large enums
        forms.add(EnumSet.noneOf(Large.class).getClass(), new EnumSetForm());
    }

    @SuppressWarnings("unused") // only there to be many
    private enum Large {
        A0,
        A1,
        A2,
        A3,
        A4,
        A5,
        A6,
        A7,
        A8,
        A9,
        B0,
        B1,
        B2,
        B3,
        B4,
        B5,
        B6,
        B7,
        B8,
        B9,
        C0,
        C1,
        C2,
        C3,
        C4,
        C5,
        C6,
        C7,
        C8,
        C9,
        D0,
        D1,
        D2,
        D3,
        D4,
        D5,
        D6,
        D7,
        D8,
        D9,
        E0,
        E1,
        E2,
        E3,
        E4,
        E5,
        E6,
        E7,
        E8,
        E9,
        F0,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        G0,
        G1,
        G2,
        G3,
        G4,
        G5
    }
}
