package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies every field of one object into another of the same class. Views that a collection keeps of itself, once asked for
 * them, stay behind: they show the object that they were asked of.
 */
final class StateMove {
    private static final Set<String> VIEWS =
            Set.of("keySet", "values", "entrySet", "navigableKeySet", "descendingMap", "descendingKeySet");

    private final long[] offsets;
    private final Class<?>[] types;

    StateMove(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : Layout.fields(type, Layout.Kept.ALL)) {
            if (!VIEWS.contains(field.getName()) || !Modifier.isTransient(field.getModifiers())) {
                fields.add(field);
            }
        }
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
