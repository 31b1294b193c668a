package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object as the values of its fields. It comes back without any code of its class being run; an object that its own
 * class keeps as a constant (a Kotlin object, {@code Money.ZERO}) comes back as that very object.
 */
class ImageForm extends GraphForm {
    private final Class<?> type;
    private final Layout layout;
    private final Field[] constants;
    private final long shape;
    private final boolean steps;

    /** @param steps whether the fields are known to who reads a path: those of the JDK's own classes are not */
    ImageForm(Class<?> type, Layout.Kept kept, boolean steps) {
        this.type = type;
        this.layout = new Layout(type, kept);
        this.steps = steps;
        this.constants = steps ? constants(type) : new Field[0];
        Fingerprint print = new Fingerprint().add("image").add(layout.shape());
        for (Field constant : constants) {
            print.add(constant.getName());
        }
        this.shape = print.value();
    }

    /** Those that the class or one above it keeps: constants with a class body of their own are found in the latter. */
    private static Field[] constants(Class<?> type) {
        List<Field> all = new ArrayList<>();
        for (Class<?> each = type; each != null && !Forms.ofJdk(each); each = each.getSuperclass()) {
            int from = all.size();
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && Modifier.isFinal(field.getModifiers())
                        && field.getType() != Object.class
                        && field.getType().isAssignableFrom(type)) {
                    int at = all.size();
                    while (at > from && all.get(at - 1).getName().compareTo(field.getName()) > 0) {
                        at--;
                    }
                    all.add(at, field);
                }
            }
        }
        return all.toArray(new Field[0]);
    }

    /** Whether an object holds nothing but numbers, texts and enum constants. */
    final boolean flat() {
        return layout.flat();
    }

    /** How many references a body has. */
    final int references() {
        return layout.references();
    }

    @Override
    public long shape() {
        return shape;
    }

    @Override
    int leastBody() {
        return layout.leastBytes();
    }

    /** Not for what extends this: each has something to say about its objects. */
    @Override
    @Nullable
    Layout fieldsAlone() {
        return getClass() == ImageForm.class && constants.length == 0 ? layout : null;
    }

    @Override
    int constant(Object value) {
        for (int i = 0; i < constants.length; i++) {
            if (RawFields.staticReference(constants[i]) == value) {
                return i;
            }
        }
        return -1;
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number < 0 || number >= constants.length) {
            throw new BadPayloadException(type.getName() + " has no constant " + number);
        }
        RawFields.initialise(type);
        Object constant = RawFields.staticReference(constants[number]);
        if (constant == null) {
            throw new BadPayloadException(constants[number] + " is null");
        }
        return constant;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return RawFields.allocate(type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        layout.write(value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        layout.read(target, in);
    }

    final Layout layout() {
        return layout;
    }

    final String[] constantNames() {
        String[] names = new String[constants.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = constants[i].getName();
        }
        return names;
    }

    @Override
    Described described() {
        return Described.of(Described.Way.FIELDS, layout, constantNames(), -1);
    }

    @Override
    String step(int reference) {
        return steps ? "." + layout.reference(reference) : "";
    }
}
