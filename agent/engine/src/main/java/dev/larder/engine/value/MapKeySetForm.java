package dev.larder.engine.value;

import java.util.Map;

/** What {@code Collections.newSetFromMap} returns: a map, and the set of its keys. */
final class MapKeySetForm extends GraphForm {
    private final Class<?> type;
    private final long map;
    private final long keys;

    MapKeySetForm(Class<?> type) {
        this.type = type;
        this.map = RawFields.offset(type, "m");
        this.keys = RawFields.offset(type, "s");
    }

    @Override
    int leastBody() {
        return 1;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return RawFields.allocate(type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        out.reference(RawFields.getReference(value, map));
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        // Any other class would be asked for its keys before it is filled
        if (!(in.reference() instanceof Map<?, ?> behind) || !Forms.ofJdk(behind.getClass())) {
            throw new BadPayloadException("a set over no map of the JDK");
        }
        RawFields.putReference(target, map, behind);
        RawFields.putReference(target, keys, behind.keySet());
    }

    @Override
    String step(int reference) {
        return "";
    }

    @Override
    Described described() {
        return new Described(Described.Way.FIELDS, new String[0], -1, new String[] {"map"}, "L");
    }
}
