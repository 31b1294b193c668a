package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.List;

/** Copies every field of one object into another of the same class. */
final class StateMove {
    private final long[] offsets;
    private final Class<?>[] types;

    StateMove(Class<?> type) {
        List<Field> fields = Layout.fields(type, field -> true);
        offsets = new long[fields.size()];
        types = new Class<?>[fields.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = RawFields.offset(fields.get(i));
            types[i] = fields.get(i).getType();
        }
    }

    void move(Object from, Object to) {
        for (int i = 0; i < offsets.length; i++) {
            long offset = offsets[i];
            Class<?> type = types[i];
            if (!type.isPrimitive()) {
                RawFields.putReference(to, offset, RawFields.getReference(from, offset));
            } else if (type == int.class || type == float.class) {
                RawFields.putInt(to, offset, RawFields.getInt(from, offset));
            } else if (type == long.class || type == double.class) {
                RawFields.putLong(to, offset, RawFields.getLong(from, offset));
            } else if (type == short.class || type == char.class) {
                RawFields.putShort(to, offset, RawFields.getShort(from, offset));
            } else {
                RawFields.putByte(to, offset, RawFields.getByte(from, offset));
            }
        }
    }
}
