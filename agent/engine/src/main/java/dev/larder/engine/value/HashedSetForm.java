package dev.larder.engine.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;

/** HashSet and LinkedHashSet. */
final class HashedSetForm extends FilledLastForm {
    private static final long MAP = RawFields.offset(HashSet.class, "map");

    private final boolean linked;

    HashedSetForm(String name) {
        this.linked = name.equals("java.util.LinkedHashSet");
    }

    @Override
    Object allocate(GraphReader in) {
        return linked ? new LinkedHashSet<>() : new HashSet<>();
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        out.body().one(TableSize.of(RawFields.getReference(value, MAP)));
        Contents.write((Collection<?>) value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        int size = in.body().one();
        int count = in.later(this);
        TableSize.set(RawFields.getReference(target, MAP), size, count);
    }
}
