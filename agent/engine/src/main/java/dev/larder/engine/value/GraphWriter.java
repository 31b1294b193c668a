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
 *   objects           how many there are
 *   filled last       1 byte: whether more than one of them is filled after all else
 * </pre>
 *
 * The first reference to an object is followed by its head: what its form needs to allocate it.
 *
 * The tables stand last because they are small: they are copied, the bodies are written where they stay.
 *
 * <p>For one graph, by one thread.
 */
final class GraphWriter extends Output {
    static final int FORMAT = 3;
    static final int TABLES_AT = 1;
    static final int START = 5;

    // What a reference may be, beside null; from FIRST_OBJECT on it is twice the number of an object that was met
    // before, or one more than twice the class of one that was not.

    /** Of fewer than {@link #LONG_TEXT_LENGTH} bytes; one of {@link Output#APART} and more is a {@link #TEXT_APART}. */
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
    static final int TEXT_APART = 11;
    static final int FIRST_OBJECT = 16;

    /** Texts this long hardly ever come twice in one value. */
    private static final int LONG_TEXT_LENGTH = 24;

    private final Forms forms;
    private final ValueSettings settings;
    private final int mostObjects;
    private final ClassesWritten classes;
    private final IdentityIndex objects;
    private int[] objectClasses;
    private byte @Nullable [] firstText;
    private int firstTextAt;
    private @Nullable RecentTexts texts;
    private @Nullable Urls urls;
    private @Nullable IdentityHashMap<Object, Object> copies;
    /** Of the last object, as of most that follow. */
    private @Nullable NamedClass lastClass;

    private int lastNumber;
    private @Nullable Class<?> lastOther;
    private @Nullable Form lastOtherForm;
    private int filledLast;

    private final @Nullable Trace trace;
    private int current = -1;
    private int reference = -1;
    private ClassTable table = ClassTable.EMPTY;

    /**
     * @param usual what the value is expected to be like
     * @param trace where it is to be known afterwards which reference led to which object
     */
    GraphWriter(
            Forms forms, Closure closure, ValueSettings settings, int mostObjects, Usual usual, @Nullable Trace trace) {
        super(Math.min(usual.room(), settings.maxBytes()), settings.maxBytes());
        this.forms = forms;
        this.settings = settings;
        this.mostObjects = mostObjects;
        this.classes = new ClassesWritten(forms, closure, settings.readable(), usual.classes());
        this.objects = new IdentityIndex(usual.objects());
        this.objectClasses = new int[usual.objects()];
        this.trace = trace;
    }

    byte[] write(@Nullable Object root) throws RefusedException {
        one(FORMAT);
        four(0);
        reference(root);
        int last = -1;
        NamedClass type = null;
        for (int i = 0; i < objects.size(); i++) {
            current = i;
            reference = -1;
            if (type == null || objectClasses[i] != last) {
                last = objectClasses[i];
                type = classes.at(last);
            }
            body(objects.get(i), type);
        }
        fourAt(TABLES_AT, length());
        table = classes.write(this);
        number(objects.size());
        one(filledLast > 1 ? 1 : 0);
        return toBytes();
    }

    private void body(Object object, NamedClass type) throws RefusedException {
        Layout fields = type.fields();
        GraphForm form = type.graph();
        if (fields != null) {
            fields.write(object, this);
        } else if (form != null) {
            form.writeBody(object, this);
        }
    }

    /** What the next value is expected to be like, now that this one is written. */
    Usual next(Usual before) {
        return before.after(room(), objects.size(), table);
    }

    Output body() {
        return this;
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
        if (trace == null) {
            return "";
        }
        GraphForm[] forms = new GraphForm[objects.size()];
        for (int i = 0; i < forms.length; i++) {
            forms[i] = classes.at(objectClasses[i]).graph();
        }
        return trace.path(current, reference, objects, forms);
    }

    void reference(@Nullable Object value) throws RefusedException {
        reference++;
        if (value == null) {
            one(NULL);
            return;
        }
        Class<?> type = value.getClass();
        NamedClass last = lastClass;
        if (last != null && type == last.type()) {
            object(value, last, lastNumber);
        } else if (type == String.class) {
            shared((String) value);
        } else if (type == Integer.class) {
            one(INTEGER);
            signed((int) (Integer) value);
        } else if (type == Long.class) {
            one(LONG);
            signed((long) (Long) value);
        } else if (type == Boolean.class) {
            one((Boolean) value ? TRUE : FALSE);
        } else {
            other(value, type);
        }
    }

    /** A reference that can lead to nothing but a text. */
    void textReference(@Nullable Object value) throws RefusedException {
        if (value == null) {
            one(NULL);
        } else {
            shared((String) value);
        }
    }

    /** A reference that takes no step in a path. */
    void aside(@Nullable Object value) throws RefusedException {
        reference--;
        reference(value);
    }

    /** A class that a head needs, of an enum map's keys for one. */
    void headClass(Class<?> type) throws RefusedException {
        number(classes.number(type));
    }

    /** Written once where it comes again soon. */
    private void shared(String value) throws RefusedException {
        byte[] characters = characters(value);
        int coding = coding(value);
        if (characters.length >= APART) {
            textApart(TEXT_APART, characters, coding);
        } else if (characters.length >= LONG_TEXT_LENGTH) {
            longText(LONG_TEXT, characters, coding);
        } else {
            shortText(characters, coding);
        }
    }

    /** The first one is only kept, since many a value has no other. */
    private void shortText(byte[] characters, int coding) throws RefusedException {
        RecentTexts recent = texts;
        if (recent == null) {
            byte[] first = firstText;
            if (first == null) {
                firstText = characters;
                firstTextAt = room();
                shortText(TEXT, characters, coding);
                return;
            }
            recent = new RecentTexts();
            recent.add(firstTextAt, first);
            texts = recent;
        }
        int number = recent.find(this, characters, coding);
        if (number >= 0) {
            number(TEXT_AGAIN, number);
        } else {
            recent.add(room(), characters);
            shortText(TEXT, characters, coding);
        }
    }

    @SuppressWarnings("EnumOrdinal") // the names of all constants in their order are in the class's shape
    private void other(Object value, Class<?> type) throws RefusedException {
        int known = type == lastOther ? -1 : classes.known(type);
        Form form = known < 0 ? form(type) : classes.at(known).form();
        if (form instanceof GraphForm) {
            int number = known < 0 ? classes.number(type) : known;
            NamedClass named = classes.at(number);
            lastClass = named;
            lastNumber = number;
            object(value, named, number);
        } else if (form instanceof ScalarForm scalar) {
            number(SCALAR, scalar.number());
            scalar.write(value, this);
        } else if (form instanceof EnumForm constants) {
            number(ENUM, classes.number(constants.type()));
            number(((Enum<?>) value).ordinal());
        } else if (form instanceof StandInForm proxy) {
            Object real = proxy.real(value, settings);
            if (real != null || proxy.unloaded() == null) {
                aside(real);
            } else {
                int number = classes.number(type);
                object(value, classes.at(number), number);
            }
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

    private void object(Object value, NamedClass type, int classNumber) throws RefusedException {
        GraphForm form = type.graph();
        boolean fieldsAlone = type.fields() != null;
        if (!fieldsAlone && form != null) {
            int constant = form.constant(value);
            if (constant >= 0) {
                number(CONSTANT, classNumber);
                number(constant);
                return;
            }
        }
        int known = objects.size();
        int number = objects.findOrAdd(value);
        if (number < known) {
            number(FIRST_OBJECT + 2 * number);
            return;
        }
        if (number == mostObjects) {
            throw RefusedException.ofWhole("more than " + mostObjects + " objects, the most that one value may have");
        }
        number(FIRST_OBJECT + 1 + 2 * classNumber);
        if (number == objectClasses.length) {
            objectClasses = Arrays.copyOf(objectClasses, number * 2);
        }
        objectClasses[number] = classNumber;
        if (!fieldsAlone && form != null) {
            form.writeHead(value, this);
            filledLast += type.filledLast() ? 1 : 0;
        }
        if (trace != null) {
            trace.found(number, current, reference);
        }
    }

    /** Of a class whose values are written where they stand; the last one is at hand. */
    Form form(Class<?> type) {
        Form form = lastOtherForm;
        if (type != lastOther || form == null) {
            form = forms.get(type);
            lastOther = type;
            lastOtherForm = form;
        }
        return form;
    }
}
