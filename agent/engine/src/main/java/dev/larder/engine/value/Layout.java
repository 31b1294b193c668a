package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The instance fields of a class and its superclasses that are written, in an order that doesn't depend on that of the
 * source: topmost class first, by name within each.
 */
final class Layout {
    private final long[] offsets;
    private final char[] kinds;
    private final Class<?>[] types;
    private final String[] references;
    private final long shape;

    Layout(Class<?> type, Predicate<Field> kept) {
        List<Field> fields = fields(type, kept);
        int count = fields.size();
        offsets = new long[count];
        kinds = new char[count];
        types = new Class<?>[count];
        List<String> names = new ArrayList<>();
        Fingerprint print = new Fingerprint().add(type.getName());
        for (int i = 0; i < count; i++) {
            Field field = fields.get(i);
            offsets[i] = RawFields.offset(field);
            types[i] = field.getType();
            kinds[i] = kind(field.getType());
            if (kinds[i] == 'L') {
                names.add(field.getName());
            }
            // The generic type: a list of other elements is another shape
            print.add(field.getDeclaringClass().getName())
                    .add(field.getName())
                    .add(field.getGenericType().getTypeName());
        }
        references = names.toArray(new String[0]);
        shape = print.value();
    }

    /** The fields of the class and its superclasses that {@code kept} accepts, static ones left out. */
    static List<Field> fields(Class<?> type, Predicate<Field> kept) {
        List<Field> all = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            List<Field> own = Arrays.stream(each.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()) && kept.test(field))
                    .sorted(Comparator.comparing(Field::getName))
                    .toList();
            all.addAll(0, own);
        }
        return all;
    }

    private static char kind(Class<?> type) {
        return type.isPrimitive() ? type.descriptorString().charAt(0) : 'L';
    }

    long shape() {
        return shape;
    }

    /** Each field takes a byte at least. */
    int leastBytes() {
        return offsets.length;
    }

    String reference(int number) {
        return number < references.length ? references[number] : "?";
    }

    void write(Object value, GraphWriter out) throws RefusedException {
        Output body = out.body();
        for (int i = 0; i < offsets.length; i++) {
            long offset = offsets[i];
            switch (kinds[i]) {
                case 'L' -> out.reference(RawFields.getReference(value, offset));
                case 'I' -> body.signed(RawFields.getInt(value, offset));
                case 'J' -> body.signed(RawFields.getLong(value, offset));
                case 'Z' -> body.one(RawFields.getBoolean(value, offset) ? 1 : 0);
                case 'B' -> body.one(RawFields.getByte(value, offset));
                case 'S' -> body.signed(RawFields.getShort(value, offset));
                case 'C' -> body.number(RawFields.getChar(value, offset));
                case 'F' -> body.four(RawFields.getInt(value, offset));
                default -> body.eight(RawFields.getLong(value, offset));
            }
        }
    }

    void read(Object target, GraphReader in) throws BadPayloadException {
        Input body = in.body();
        for (int i = 0; i < offsets.length; i++) {
            long offset = offsets[i];
            switch (kinds[i]) {
                case 'L' -> {
                    Object value = in.reference();
                    // Nothing below checks what is stored: this line is what keeps the heap sound.
                    if (value != null && !types[i].isInstance(value)) {
                        throw new BadPayloadException(
                                value.getClass().getName() + " in a field of " + types[i].getName());
                    }
                    RawFields.putReference(target, offset, value);
                }
                case 'I' -> RawFields.putInt(target, offset, body.signed());
                case 'J' -> RawFields.putLong(target, offset, body.signedLong());
                case 'Z' -> RawFields.putBoolean(target, offset, body.one() != 0);
                case 'B' -> RawFields.putByte(target, offset, (byte) body.one());
                case 'S' -> RawFields.putShort(target, offset, (short) body.signed());
                case 'C' -> RawFields.putChar(target, offset, (char) body.number());
                case 'F' -> RawFields.putInt(target, offset, body.four());
                default -> RawFields.putLong(target, offset, body.eight());
            }
        }
    }
}
