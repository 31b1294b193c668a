package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * What a field can hold, as a letter: as in descriptors for numbers, {@code T} for a text, {@code L} for any reference. The
 * small letters are the JDK's final classes of numbers and times: where nothing else can be, the bytes don't say what is.
 */
final class FieldKind {
    static final char TEXT = 'T';
    static final char REFERENCE = 'L';
    static final char INTEGER = 'a';
    static final char LONG = 'b';
    static final char BOOLEAN = 'c';
    static final char INSTANT = 'd';

    /** In the order of their letters, which is part of the format. */
    private static final String[] SCALARS = {
        "java.lang.Integer",
        "java.lang.Long",
        "java.lang.Boolean",
        "java.time.Instant",
        "java.lang.Short",
        "java.lang.Byte",
        "java.lang.Character",
        "java.lang.Float",
        "java.lang.Double",
        "java.util.UUID",
        "java.time.Duration",
        "java.time.LocalDate",
        "java.time.LocalTime",
        "java.time.LocalDateTime",
        "java.time.ZoneOffset",
        "java.time.OffsetTime",
        "java.time.OffsetDateTime",
        "java.time.ZonedDateTime",
        "java.time.Period",
        "java.time.Year",
        "java.time.YearMonth",
        "java.time.MonthDay"
    };

    private FieldKind() {}

    static char of(Class<?> type) {
        if (type.isPrimitive()) {
            return type.descriptorString().charAt(0);
        }
        if (type == String.class) {
            return TEXT;
        }
        for (int i = 0; i < SCALARS.length; i++) {
            if (SCALARS[i].equals(type.getName()) && Forms.ofJdk(type)) {
                return (char) (INTEGER + i);
            }
        }
        return REFERENCE;
    }

    static boolean isScalar(char kind) {
        return kind >= INTEGER && kind < INTEGER + SCALARS.length;
    }

    /** The form of what a field of this kind holds; null for a kind of no small letter. */
    static @Nullable ScalarForm form(char kind) {
        if (!isScalar(kind)) {
            return null;
        }
        String name = SCALARS[kind - INTEGER];
        // Their number is only told where something else could be
        return name.startsWith("java.time.") ? TimeScalar.of(name, -1) : new PlainScalar(name, -1);
    }

    /** What {@link Layout} wrote of a field of a kind that has a form. */
    static @Nullable Object read(char kind, ScalarForm form, Input in) throws BadPayloadException {
        return switch (kind) {
            case INTEGER -> in.integerOrNull();
            case LONG -> in.longOrNull();
            case BOOLEAN -> in.booleanOrNull();
            case INSTANT -> in.one() == Output.NULL ? null : InstantScalar.instant(in);
            default -> in.one() == Output.NULL ? null : form.read(in);
        };
    }
}
