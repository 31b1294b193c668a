package dev.larder.engine.value;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one graph of objects, without recursion: an object that is met gets a number and its head, its body follows when
 * its turn comes.
 *
 * <pre>
 *   format    1 byte
 *   tables at 4       where the bodies end
 *   bodies            the root's reference, then each object's body in the order of the numbers
 *   classes           count, then each: 0 name shape | 1 component | 2 name shape description
 *                     | number of a class of the JDK, from 3, and its shape if it has one
 *   heads             count, then each: class and what its form needs to allocate it
 * </pre>
 *
 * The tables stand last because they are small: they are copied, the bodies are written where they stay.
 *
 * <p>For one graph, by one thread.
 */
final class GraphWriter {
    static final int FORMAT = 2;
    static final int TABLES_AT = 1;
    static final int START = 5;

    /** What a reference may be; from {@link #FIRST_OBJECT} on it is the number of an object. */
    static final int NULL = 0;

    static final int TEXT = 1;
    static final int LONG_TEXT = 2;
    static final int TEXT_AGAIN = 3;
    static final int INTEGER = 4;
    static final int LONG = 5;
    static final int TRUE = 6;
    static final int FALSE = 7;
    static final int SCALAR = 8;
    static final int ENUM = 9;
    static final int CONSTANT = 10;
    static final int FIRST_OBJECT = 16;

    static final int NAMED_CLASS = 0;
    static final int ARRAY_CLASS = 1;
    static final int DESCRIBED_CLASS = 2;
    static final int FIRST_JDK_CLASS = 3;

    /** Texts this long hardly ever come twice in one value, and hashing them costs. */
    private static final int LONG_TEXT_LENGTH = 64;

    private final Forms forms;
    private final Closure closure;
    private final ValueSettings settings;
    private final int mostObjects;
    private final Output body;
    private final Output heads;
    private final Output table;
    private final IdentityIndex classes = new IdentityIndex();
    private final IdentityIndex objects = new IdentityIndex();
    private GraphForm[] objectForms = new GraphForm[8];
    private @Nullable TextIndex texts;
    private @Nullable Urls urls;
    private @Nullable IdentityHashMap<Object, Object> copies;
    private @Nullable Class<?> lastType;
    private @Nullable Form lastForm;
    private int lastNumber = -1;

    private final @Nullable Trace trace;
    private int current = -1;
    private int reference = -1;

    /**
     * @param room for the bodies to begin with
     * @param trace where it is to be known afterwards which reference led to which object
     */
    GraphWriter(
            Forms forms, Closure closure, ValueSettings settings, int mostObjects, int room, @Nullable Trace trace) {
        this.forms = forms;
        this.closure = closure;
        this.settings = settings;
        this.mostObjects = mostObjects;
        this.body = new Output(Math.min(room, settings.maxBytes()), settings.maxBytes());
        this.heads = new Output(16, settings.maxBytes());
        this.table = new Output(64, settings.maxBytes());
        this.trace = trace;
    }

    byte[] write(@Nullable Object root) throws RefusedException {
        body.one(FORMAT);
        body.four(0);
        reference(root);
        for (int i = 0; i < objects.size(); i++) {
            current = i;
            reference = -1;
            objectForms[i].writeBody(objects.get(i), this);
        }
        body.fourAt(TABLES_AT, body.length());
        body.number(classes.size());
        body.append(table);
        body.number(objects.size());
        body.append(heads);
        return body.toBytes();
    }

    Output body() {
        return body;
    }

    Output heads() {
        return heads;
    }

    Urls urls() {
        Urls known = urls;
        if (known == null) {
            known = new Urls();
            urls = known;
        }
        return known;
    }

    ValueSettings settings() {
        return settings;
    }

    /** Where the writer stood when it was refused. */
    String place() {
        return trace == null ? "" : trace.path(current, reference, objects, objectForms);
    }

    void reference(@Nullable Object value) throws RefusedException {
        reference++;
        if (value == null) {
            body.one(NULL);
            return;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            text((String) value);
        } else if (type == Integer.class) {
            body.one(INTEGER);
            body.signed((int) (Integer) value);
        } else if (type == Long.class) {
            body.one(LONG);
            body.signed((long) (Long) value);
        } else if (type == Boolean.class) {
            body.one((Boolean) value ? TRUE : FALSE);
        } else {
            other(value, type);
        }
    }

    /** A reference that takes no step in a path. */
    void aside(@Nullable Object value) throws RefusedException {
        reference--;
        reference(value);
    }

    /** A class that a head needs, of an enum map's keys for one. */
    void headClass(Class<?> type) throws RefusedException {
        heads.number(classNumber(type));
    }

    private void text(String value) throws RefusedException {
        if (value.length() >= LONG_TEXT_LENGTH) {
            body.one(LONG_TEXT);
            body.text(value);
            return;
        }
        if (texts == null) {
            texts = new TextIndex();
        }
        int number = texts.findOrAdd(value);
        if (number >= 0) {
            body.one(TEXT_AGAIN);
            body.number(number);
        } else {
            body.one(TEXT);
            body.text(value);
        }
    }

    @SuppressWarnings("EnumOrdinal") // the names of all constants in their order are in the class's shape
    private void other(Object value, Class<?> type) throws RefusedException {
        Form form = form(type);
        if (form instanceof GraphForm graph) {
            object(value, graph, type);
        } else if (form instanceof ScalarForm scalar) {
            body.one(SCALAR);
            body.number(scalar.number());
            scalar.write(value, body);
        } else if (form instanceof EnumForm constants) {
            body.one(ENUM);
            body.number(classNumber(constants.type()));
            body.number(((Enum<?>) value).ordinal());
        } else if (form instanceof StandInForm proxy) {
            Object real = proxy.real(value);
            aside(real);
        } else if (form instanceof ViewForm view) {
            if (!settings.copyViews()) {
                throw new RefusedException(view.reason());
            }
            aside(copyOf(value));
        } else if (form instanceof UnfitForm unfit) {
            throw new RefusedException(unfit.reason());
        }
    }

    /** One copy of each view, however many references lead to it. */
    private Object copyOf(Object view) {
        IdentityHashMap<Object, Object> known = copies;
        if (known == null) {
            known = new IdentityHashMap<>();
            copies = known;
        }
        Object copy = known.get(view);
        if (copy == null) {
            copy = ViewForm.copy(view);
            known.put(view, copy);
        }
        return copy;
    }

    private void object(Object value, GraphForm form, Class<?> type) throws RefusedException {
        int number = objects.find(value);
        if (number >= 0) {
            body.number(FIRST_OBJECT + number);
            return;
        }
        int constant = form.constant(value);
        if (constant >= 0) {
            body.one(CONSTANT);
            body.number(classNumber(type));
            body.number(constant);
            return;
        }
        if (objects.size() == mostObjects) {
            throw RefusedException.ofWhole("more than " + mostObjects + " objects, the most that one value may have");
        }
        heads.number(classNumber(type));
        form.writeHead(value, this);
        number = objects.add(value);
        if (number == objectForms.length) {
            objectForms = Arrays.copyOf(objectForms, number * 2);
        }
        objectForms[number] = form;
        body.number(FIRST_OBJECT + number);
        if (trace != null) {
            trace.found(number, current, reference);
        }
    }

    Form form(Class<?> type) {
        Form form = lastForm;
        if (type != lastType || form == null) {
            form = forms.get(type);
            lastType = type;
            lastForm = form;
            lastNumber = -1;
        }
        return form;
    }

    private int classNumber(Class<?> type) throws RefusedException {
        if (type == lastType && lastNumber >= 0) {
            return lastNumber;
        }
        int number = classes.find(type);
        if (number < 0) {
            number = newClass(type);
        }
        if (type == lastType) {
            lastNumber = number;
        }
        return number;
    }

    private int newClass(Class<?> type) throws RefusedException {
        if (type.isArray()) {
            int component = classNumber(type.getComponentType());
            table.one(ARRAY_CLASS);
            table.number(component);
            return classes.add(type);
        }
        int jdk = forms.jdk().number(type);
        if (jdk >= 0) {
            table.number(FIRST_JDK_CLASS + jdk);
            // Its fields or constants, where they count, may differ between JDKs
            long shape = forms.get(type).shape();
            if (shape != 0) {
                table.eight(shape);
            }
            return classes.add(type);
        }
        closure.admit(type);
        Form form = forms.get(type);
        Described described = settings.readable() ? Described.of(form) : null;
        table.one(described == null ? NAMED_CLASS : DESCRIBED_CLASS);
        table.text(type.getName());
        table.eight(form.shape());
        if (described != null) {
            described.write(table);
        }
        return classes.add(type);
    }
}
