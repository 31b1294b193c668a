package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a class table tells of a class beside its name, so that its values can be shown without it.
 *
 * @param way how its bodies are written
 * @param constants the names of its enum constants, or of the objects that it keeps
 * @param base number of the class of the JDK that it extends, -1 where that doesn't matter
 * @param names of its fields
 * @param kinds of its fields: the {@link FieldKind} of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Described(Way way, String[] constants, int base, String[] names, String kinds) {
    private static final String[] NONE = {};

    enum Way {
        FIELDS,
        ENUM,
        EXTENDED,
        THROWABLE,
        LIST,
        MAP,
        MAP_WITH_LOCALE,
        NAME
    }

    static Described of(Way way) {
        return new Described(way, NONE, -1, NONE, "");
    }

    static Described of(Way way, Layout layout, String[] constants, int base) {
        return new Described(way, constants, base, layout.names(), layout.kinds());
    }

    /** One more behind the fields. */
    Described with(String name, char kind) {
        String[] all = Arrays.copyOf(names, names.length + 1);
        all[names.length] = name;
        return new Described(way, constants, base, all, kinds + kind);
    }

    /** Of every class that can be named in bytes. */
    static @Nullable Described of(Form form) {
        if (form instanceof EnumForm constants) {
            return new Described(Way.ENUM, constants.names(), -1, NONE, "");
        }
        if (form instanceof StandInForm proxy) {
            return proxy.unloaded() == null ? null : proxy.unloaded().described();
        }
        return form instanceof GraphForm graph ? graph.described() : null;
    }

    @SuppressWarnings("EnumOrdinal") // the order is part of the format
    void write(Output out) throws RefusedException {
        out.one(way.ordinal());
        out.number(base + 1);
        out.number(constants.length);
        for (String constant : constants) {
            out.text(constant);
        }
        out.text(kinds);
        for (String name : names) {
            out.text(name);
        }
    }

    static Described read(Input in) throws BadPayloadException {
        int way = in.one();
        if (way >= Way.values().length) {
            throw new BadPayloadException("no way " + way);
        }
        int base = in.number() - 1;
        String[] constants = texts(in, in.count(1));
        String kinds = in.text();
        return new Described(Way.values()[way], constants, base, texts(in, kinds.length()), kinds);
    }

    private static String[] texts(Input in, int count) throws BadPayloadException {
        if (count > in.remaining()) {
            throw new BadPayloadException("more names than bytes");
        }
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = in.text();
        }
        return texts;
    }
}
