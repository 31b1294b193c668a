package dev.larder.engine.value;

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

    int number(Class<?> type) throws RefusedException {
        IdentityIndex all = others;
        if (all == null) {
            for (int i = 0; i < count; i++) {
                if (usual.isAt(i, type)) {
                    return i;
                }
            }
            if (usual.isAt(count, type)) {
                return count++;
            }
            all = deviate();
        }
        int number = all.find(type);
        if (number >= 0) {
            return number;
        }
        // Whatever is in the usual table has been through this
        if (type.isArray()) {
            number(type.getComponentType());
        } else if (forms.jdk().number(type) < 0) {
            closure.admit(type);
        }
        return all.findOrAdd(type);
    }

    private IdentityIndex deviate() {
        IdentityIndex all = new IdentityIndex(count + 1);
        for (int i = 0; i < count; i++) {
            all.findOrAdd(usual.type(i));
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
        Class<?>[] types = new Class<?>[all.size()];
        Form[] typeForms = new Form[types.length];
        int[] ends = new int[types.length];
        Output entries = new Output(types.length * 48, Integer.MAX_VALUE - 16);
        for (int i = 0; i < types.length; i++) {
            types[i] = (Class<?>) all.get(i);
            typeForms[i] = forms.get(types[i]);
            entry(types[i], typeForms[i], all, entries);
            ends[i] = entries.length();
        }
        byte[] bytes = entries.toBytes();
        out.number(types.length);
        out.bytes(bytes, 0, bytes.length);
        return new ClassTable(types, typeForms, ends, bytes);
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
