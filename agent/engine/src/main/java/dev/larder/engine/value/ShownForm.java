package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what the form of a class that isn't there has written, by its description. */
final class ShownForm extends GraphForm {
    private final String type;
    private final Described described;
    private final @Nullable GraphForm contents;

    /** @param contents the form of the JDK's class that it extends, where it does */
    ShownForm(String type, Described described, @Nullable GraphForm contents) {
        this.type = type;
        this.described = described;
        this.contents = contents;
    }

    @Override
    boolean filledLast() {
        return switch (described.way()) {
            case MAP, MAP_WITH_LOCALE -> true;
            case EXTENDED -> contents != null && contents.filledLast();
            default -> false;
        };
    }

    @Override
    int keyEvery() {
        return switch (described.way()) {
            case MAP, MAP_WITH_LOCALE -> 2;
            case EXTENDED -> contents == null ? 1 : contents.keyEvery();
            default -> 1;
        };
    }

    @Override
    int leastBody() {
        return described.names().length;
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number < 0 || number >= described.constants().length) {
            // An empty collection of a framework: it has no name
            return new Shown(type);
        }
        Shown constant = new Shown(type);
        constant.fields().put(ShownJson.CONSTANT, described.constants()[number]);
        return constant;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        Shown shown = new Shown(type);
        switch (described.way()) {
            case NAME -> shown.fields().put("name", in.body().text());
            case MAP_WITH_LOCALE -> in.body().text();
            case EXTENDED -> {
                if (contents == null) {
                    throw new BadPayloadException("contents of an unknown class");
                }
                Object plain = contents.allocate(in);
                in.keep(plain);
                shown.fields().put(ShownJson.CONTENTS, plain);
            }
            default -> {
                // All of it is in the body
            }
        }
        return shown;
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Map<String, Object> fields = ((Shown) target).fields();
        for (int i = 0; i < described.names().length; i++) {
            fields.put(described.names()[i], field(described.kinds().charAt(i), in));
        }
        switch (described.way()) {
            case THROWABLE -> thrown(fields, in);
            case LIST -> fields.put(ShownJson.CONTENTS, in.references(1));
            case MAP, MAP_WITH_LOCALE -> in.later(this);
            case EXTENDED -> {
                if (contents != null) {
                    contents.readBody(in.kept(), in);
                }
            }
            default -> {
                // Nothing but its fields
            }
        }
    }

    private static Object field(char kind, GraphReader in) throws BadPayloadException {
        Input body = in.body();
        ScalarForm scalar = FieldKind.form(kind);
        if (scalar != null) {
            return ShownJson.nullable(FieldKind.read(kind, scalar, body));
        }
        return switch (kind) {
            case FieldKind.REFERENCE, FieldKind.TEXT -> ShownJson.nullable(in.reference());
            case 'I' -> body.signed();
            case 'J' -> body.signedLong();
            case 'Z' -> body.one() != 0;
            case 'B' -> (byte) body.one();
            case 'S' -> (short) body.signed();
            case 'C' -> (char) body.number();
            case 'F' -> Float.intBitsToFloat(body.four());
            case 'D' -> Double.longBitsToDouble(body.eight());
            default -> throw new BadPayloadException("a field of kind " + kind);
        };
    }

    private static void thrown(Map<String, Object> fields, GraphReader in) throws BadPayloadException {
        fields.put("message", ShownJson.nullable(in.reference()));
        if (in.body().one() != ThrowableForm.AS_MADE) {
            fields.put("cause", ShownJson.nullable(in.reference()));
        }
        if (in.body().one() != ThrowableForm.NONE) {
            List<String> stack = new ArrayList<>();
            for (StackTraceElement frame : ThrowableForm.frames(in)) {
                stack.add(frame.toString());
            }
            fields.put("stackTrace", stack);
        }
        if (in.body().one() == ThrowableForm.GIVEN) {
            fields.put("suppressed", ShownJson.nullable(in.reference()));
        }
    }
}
