package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/** Reads the classes that a value names, and finds each in the closure, or nowhere. For one graph, by one thread. */
final class ClassesRead {
    private final Forms forms;
    private final @Nullable Closure closure;
    private Class<?>[] types = new Class<?>[0];

    /** @param closure null where the classes are not there, and the values only to be shown */
    ClassesRead(Forms forms, @Nullable Closure closure) {
        this.forms = forms;
        this.closure = closure;
    }

    ClassTable read(Input in, int count) throws BadPayloadException {
        types = new Class<?>[count];
        NamedClass[] classes = new NamedClass[count];
        int[] ends = new int[count];
        int from = in.at();
        for (int i = 0; i < count; i++) {
            int kind = in.number();
            Form form;
            switch (kind) {
                case ClassesWritten.NAMED -> form = named(i, in.text(), in.eight());
                case ClassesWritten.DESCRIBED -> {
                    String name = in.text();
                    long shape = in.eight();
                    Described described = Described.read(in);
                    form = closure == null ? shown(i, name, described) : named(i, name, shape);
                }
                case ClassesWritten.ARRAY -> form = array(i, in.number());
                default -> form = ofJdk(i, kind - ClassesWritten.FIRST_JDK, in);
            }
            classes[i] = NamedClass.of(types[i], form);
            ends[i] = in.at() - from;
        }
        return new ClassTable(classes, ends, in.since(from));
    }

    private Form named(int at, String name, long shape) throws BadPayloadException {
        if (closure == null) {
            throw new BadPayloadException("the names of fields are not told; add readable: true");
        }
        Class<?> type = closure.find(name);
        if (type == null) {
            throw new BadPayloadException("a class outside the closure");
        }
        Form form = forms.get(type);
        if (form.shape() != shape) {
            throw new BadPayloadException(name + " has changed its shape");
        }
        types[at] = type;
        return form;
    }

    private Form shown(int at, String name, Described described) throws BadPayloadException {
        boolean extended = described.way() == Described.Way.EXTENDED;
        GraphForm base = extended && forms.jdk().form(described.base()) instanceof GraphForm form ? form : null;
        types[at] = Shown.class;
        return new ShownForm(name, described, base);
    }

    private Form ofJdk(int at, int number, Input in) throws BadPayloadException {
        Class<?> type = forms.jdk().type(number);
        Form form = forms.jdk().form(number);
        if (form.shape() != 0 && in.eight() != form.shape()) {
            throw new BadPayloadException(type.getName() + " is another in this JDK");
        }
        types[at] = type;
        Described described = closure == null ? Described.of(form) : null;
        return described == null || described.way() == Described.Way.ENUM
                ? form
                // A field of the JDK's class may be to hold what is only shown here
                : new ShownForm(type.getName(), described, null);
    }

    private Form array(int at, int component) throws BadPayloadException {
        if (component < 0 || component >= at) {
            throw new BadPayloadException("no class " + component);
        }
        try {
            types[at] = types[component].arrayType();
        } catch (IllegalArgumentException tooDeep) {
            throw new BadPayloadException("an array of too many dimensions");
        }
        return forms.get(types[at]);
    }
}
