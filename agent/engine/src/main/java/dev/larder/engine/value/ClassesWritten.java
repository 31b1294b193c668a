package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers the classes that one value names, and writes them. For one graph, by one thread. */
final class ClassesWritten {
    static final int NAMED = 0;
    static final int ARRAY = 1;
    static final int DESCRIBED = 2;
    static final int FIRST_JDK = 3;

    private final Forms forms;
    private final Closure closure;
    private final boolean readable;
    private final ClassTable usual;
    /** How many there are, all as in the usual table, as long as there are no others. */
    private int count;

    private @Nullable IdentityIndex others;
    private NamedClass[] otherClasses = {};

    /**
     * @param readable whether the names of fields are told
     * @param usual what is written as it stands there if the value names the same classes
     */
    ClassesWritten(Forms forms, Closure closure, boolean readable, ClassTable usual) {
        this.forms = forms;
        this.closure = closure;
        this.readable = readable;
        this.usual = usual;
    }

    /** The number of a class that has one, or that is the next of the usual ones; -1 for any other. */
    int known(Class<?> type) {
        IdentityIndex all = others;
        if (all != null) {
            return all.find(type);
        }
        for (int i = 0; i < count; i++) {
            if (usual.isAt(i, type)) {
                return i;
            }
        }
        return usual.isAt(count, type) ? count++ : -1;
    }

    int number(Class<?> type) throws RefusedException {
        int known = known(type);
        if (known >= 0) {
            return known;
        }
        IdentityIndex all = others;
        if (all == null) {
            all = deviate();
        }
        // Whatever is in the usual table has been through this
        if (type.isArray()) {
            number(type.getComponentType());
        } else if (forms.jdk().number(type) < 0) {
            closure.admit(type);
        }
        int number = all.findOrAdd(type);
        if (number >= otherClasses.length) {
            otherClasses = Arrays.copyOf(otherClasses, number * 2 + 4);
        }
        otherClasses[number] = NamedClass.of(type, forms.get(type));
        return number;
    }

    NamedClass at(int number) {
        return others == null ? usual.at(number) : otherClasses[number];
    }

    private IdentityIndex deviate() {
        IdentityIndex all = new IdentityIndex(count + 1);
        otherClasses = new NamedClass[count + 4];
        for (int i = 0; i < count; i++) {
            all.findOrAdd(usual.at(i).type());
            otherClasses[i] = usual.at(i);
        }
        others = all;
        return all;
    }

    /** @return the table that was written, or the usual one where that begins with it */
    ClassTable write(Output out) throws RefusedException {
        IdentityIndex all = others;
        if (all == null) {
            out.number(count);
            usual.write(count, out);
            return usual;
        }
        NamedClass[] classes = Arrays.copyOf(otherClasses, all.size());
        int[] ends = new int[classes.length];
        Output entries = new Output(classes.length * 48, Integer.MAX_VALUE - 16);
        for (int i = 0; i < classes.length; i++) {
            entry(classes[i].type(), classes[i].form(), all, entries);
            ends[i] = entries.length();
        }
        byte[] bytes = entries.toBytes();
        out.number(classes.length);
        out.bytes(bytes, 0, bytes.length);
        return new ClassTable(classes, ends, bytes);
    }

    private void entry(Class<?> type, Form form, IdentityIndex all, Output out) throws RefusedException {
        if (type.isArray()) {
            out.number(ARRAY);
            out.number(all.find(type.getComponentType()));
            return;
        }
        int jdk = forms.jdk().number(type);
        if (jdk >= 0) {
            out.number(FIRST_JDK + jdk);
            // Its fields or constants, where they count, may differ between JDKs
            if (form.shape() != 0) {
                out.eight(form.shape());
            }
            return;
        }
        Described described = readable ? Described.of(form) : null;
        out.number(described == null ? NAMED : DESCRIBED);
        out.text(type.getName());
        out.eight(form.shape());
        if (described != null) {
            described.write(out);
        }
    }
}
