package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The instance fields of a class and its superclasses that are written, in an order that doesn't depend on that of the
 * source: topmost class first, by name within each.
 */
final class Layout {
    private static final int KIND_BITS = 8;
    private static final int KINDS = (1 << KIND_BITS) - 1;

    /** Of each field its {@link FieldKind} in the lowest bits, above it where it is in an object: one look tells both. */
    private final long[] fields;

    private final Class<?>[] types;
    private final @Nullable ScalarForm[] scalars;
    private final String[] references;
    private final String[] all;
    private final long shape;
    private final boolean flat;

    /** Which fields of a class belong to its values. */
    enum Kept {
        ALL,
        /** All but the views that the JDK's collections keep of themselves, once asked for them, and their changes' count. */
        OF_JDK,
        /** Transient ones too: the application put something there, and would miss it. */
        OF_APPLICATION,
        /** All but what every exception has. */
        OF_THROWABLE,
        OF_HIBERNATE,
        OF_ATTRIBUTES;

        boolean holds(Field field) {
            return switch (this) {
                case ALL -> true;
                case OF_JDK -> !Modifier.isTransient(field.getModifiers());
                case OF_APPLICATION -> Forms.kept(field);
                case OF_THROWABLE ->
                    Forms.kept(field)
                            || (field.getDeclaringClass() != Throwable.class
                                    && Forms.ofJdk(field.getDeclaringClass())
                                    && !Modifier.isTransient(field.getModifiers()));
                case OF_HIBERNATE -> HibernateForms.kept(field);
                case OF_ATTRIBUTES -> AttributesForm.kept(field);
            };
        }
    }

    Layout(Class<?> type, Kept kept) {
        List<Field> kepts = fields(type, kept);
        int count = kepts.size();
        this.fields = new long[count];
        types = new Class<?>[count];
        scalars = new ScalarForm[count];
        all = new String[count];
        List<String> names = new ArrayList<>();
        Fingerprint print = new Fingerprint().add(type.getName());
        for (int i = 0; i < count; i++) {
            Field field = kepts.get(i);
            types[i] = field.getType();
            char kind = FieldKind.of(field.getType());
            this.fields[i] = RawFields.offset(field) << KIND_BITS | kind;
            scalars[i] = FieldKind.form(kind);
            all[i] = field.getName();
            if (kind == FieldKind.REFERENCE) {
                names.add(field.getName());
            }
            // The generic type: a list of other elements is another shape
            print.add(field.getDeclaringClass().getName())
                    .add(field.getName())
                    .add(field.getGenericType().getTypeName());
        }
        flat = flat(kepts);
        references = names.toArray(new String[0]);
        shape = print.value();
    }

    private static boolean flat(List<Field> fields) {
        for (Field field : fields) {
            Class<?> type = field.getType();
            if (!type.isPrimitive() && type != String.class && !type.isEnum()) {
                return false;
            }
        }
        return true;
    }

    /** The fields of the class and its superclasses that are kept, static ones left out. */
    static List<Field> fields(Class<?> type, Kept kept) {
        List<Field> all = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            int own = 0;
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && kept.holds(field)) {
                    int at = own++;
                    while (at > 0 && all.get(at - 1).getName().compareTo(field.getName()) > 0) {
                        at--;
                    }
                    all.add(at, field);
                }
            }
        }
        return all;
    }

    long shape() {
        return shape;
    }

    /** Whether no field can hold anything but a number, a text or an enum constant. */
    boolean flat() {
        return flat;
    }

    /** Each field takes a byte at least. */
    int leastBytes() {
        return fields.length;
    }

    /** The names of all fields, in the order in which they are written. */
    String[] names() {
        return all.clone();
    }

    /** The {@link FieldKind} of each of them. */
    String kinds() {
        char[] kinds = new char[fields.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = kind(fields[i]);
        }
        return new String(kinds);
    }

    private static char kind(long field) {
        return (char) (field & KINDS);
    }

    /** How many of the fields are references that may lead to other objects. */
    int references() {
        return references.length;
    }

    /** The name of the n-th of them. */
    String reference(int number) {
        return number < references.length ? references[number] : "?";
    }

    void write(Object value, GraphWriter out) throws RefusedException {
        Output body = out.body();
        // Held here, for what is called below could change the field for all that the compiler knows
        long[] each = fields;
        for (int i = 0; i < each.length; i++) {
            long offset = each[i] >> KIND_BITS;
            switch (kind(each[i])) {
                case FieldKind.TEXT -> out.textReference(RawFields.getReference(value, offset));
                case FieldKind.REFERENCE -> out.reference(RawFields.getReference(value, offset));
                case FieldKind.LONG -> body.orNull((Long) RawFields.getReference(value, offset));
                case FieldKind.INTEGER -> body.orNull((Integer) RawFields.getReference(value, offset));
                case FieldKind.BOOLEAN -> body.orNull((Boolean) RawFields.getReference(value, offset));
                case FieldKind.INSTANT ->
                    InstantScalar.writeOrNull((Instant) RawFields.getReference(value, offset), body);
                case 'I' -> body.signed(RawFields.getInt(value, offset));
                case 'J' -> body.signed(RawFields.getLong(value, offset));
                case 'Z' -> body.one(RawFields.getBoolean(value, offset) ? 1 : 0);
                case 'B' -> body.one(RawFields.getByte(value, offset));
                case 'S' -> body.signed(RawFields.getShort(value, offset));
                case 'C' -> body.number(RawFields.getChar(value, offset));
                case 'F' -> body.four(RawFields.getInt(value, offset));
                case 'D' -> body.eight(RawFields.getLong(value, offset));
                default -> scalar(i, RawFields.getReference(value, offset), body);
            }
        }
    }

    private void scalar(int number, @Nullable Object value, Output body) throws RefusedException {
        body.one(value == null ? Output.NULL : Output.PRESENT);
        ScalarForm form = scalars[number];
        if (value != null && form != null) {
            form.write(value, body);
        }
    }

    void read(Object target, GraphReader in) throws BadPayloadException {
        Input body = in.body();
        // Held here, for what is called below could change the field for all that the compiler knows
        long[] each = fields;
        for (int i = 0; i < each.length; i++) {
            long offset = each[i] >> KIND_BITS;
            switch (kind(each[i])) {
                case FieldKind.TEXT -> RawFields.putReference(target, offset, in.textReference());
                case FieldKind.LONG -> RawFields.putReference(target, offset, body.longOrNull());
                case FieldKind.INTEGER -> RawFields.putReference(target, offset, body.integerOrNull());
                case FieldKind.BOOLEAN -> RawFields.putReference(target, offset, body.booleanOrNull());
                case 'I' -> RawFields.putInt(target, offset, body.signed());
                case 'J' -> RawFields.putLong(target, offset, body.signedLong());
                case 'Z' -> RawFields.putBoolean(target, offset, body.one() != 0);
                case 'B' -> RawFields.putByte(target, offset, (byte) body.one());
                case 'S' -> RawFields.putShort(target, offset, (short) body.signed());
                case 'C' -> RawFields.putChar(target, offset, (char) body.number());
                case 'F' -> RawFields.putInt(target, offset, body.four());
                case 'D' -> RawFields.putLong(target, offset, body.eight());
                default -> {
                    ScalarForm form = scalars[i];
                    Object value = form == null ? in.reference() : FieldKind.read(kind(each[i]), form, body);
                    // Nothing below checks what is stored: this line is what keeps the heap sound.
                    if (value != null && !types[i].isInstance(value)) {
                        throw new BadPayloadException(
                                value.getClass().getName() + " in a field of " + types[i].getName());
                    }
                    RawFields.putReference(target, offset, value);
                }
            }
        }
    }
}
