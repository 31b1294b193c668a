package dev.larder.engine.value;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as JSON for people: objects with their class as {@code @class}, collections as arrays, maps with texts as
 * keys as objects and others as arrays of pairs. For one value, by one thread.
 */
final class ShownJson {
    static final String CONSTANT = "@constant";
    static final String CONTENTS = "@contents";
    static final Object NULL = new Object();

    private static final int DEEPEST = 64;
    private static final int LONGEST = 1 << 20;

    private final StringBuilder out = new StringBuilder();
    private final IdentityHashMap<Object, Object> within = new IdentityHashMap<>();
    private final IdentityHashMap<Object, ShownContents> contents;

    /** @param contents of the collections that were not filled, since nothing here can tell where their elements belong */
    ShownJson(IdentityHashMap<Object, ShownContents> contents) {
        this.contents = contents;
    }

    /** What a collection was to be filled with, and whether keys and values take turns in it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ShownContents(@Nullable Object[] elements, boolean keyed) {}

    static Object nullable(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    String text(@Nullable Object value) {
        write(value);
        return out.toString();
    }

    private void write(@Nullable Object value) {
        if (value == null || value == NULL) {
            out.append("null");
        } else if (value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            out.append(value);
        } else if (!isNode(value)) {
            quote(String.valueOf(value));
        } else if (within.size() >= DEEPEST || out.length() > LONGEST) {
            quote("...");
        } else if (within.put(value, value) != null) {
            quote("(circle)");
        } else {
            node(value);
            within.remove(value);
        }
    }

    private boolean isNode(Object value) {
        return value instanceof Shown
                || contents.containsKey(value)
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || value instanceof Object[]
                || value.getClass().isArray();
    }

    private void node(Object value) {
        ShownContents known = contents.get(value);
        if (value instanceof Shown shown) {
            shown(shown, known);
        } else if (known != null) {
            elements(known);
        } else if (value instanceof Map<?, ?> map) {
            elements(new ShownContents(flat(map), true));
        } else if (value instanceof Collection<?> collection) {
            elements(new ShownContents(collection.toArray(), false));
        } else {
            array(value);
        }
    }

    private static Object[] flat(Map<?, ?> map) {
        Object[] all = new Object[map.size() * 2];
        int at = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            all[at++] = entry.getKey();
            all[at++] = nullable(entry.getValue());
        }
        return all;
    }

    private void shown(Shown shown, @Nullable ShownContents known) {
        Object constant = shown.fields().get(CONSTANT);
        if (constant != null) {
            quote(String.valueOf(constant));
            return;
        }
        out.append("{\"@class\":");
        quote(shown.type());
        for (Map.Entry<String, Object> field : shown.fields().entrySet()) {
            out.append(',');
            quote(field.getKey());
            out.append(':');
            write(field.getValue());
        }
        if (known != null) {
            out.append(",\"").append(CONTENTS).append("\":");
            elements(known);
        }
        out.append('}');
    }

    private void elements(ShownContents known) {
        if (known.keyed() && textKeys(known.elements())) {
            out.append('{');
            for (int i = 0; i < known.elements().length; i += 2) {
                out.append(i == 0 ? "" : ",");
                quote(String.valueOf(known.elements()[i]));
                out.append(':');
                write(known.elements()[i + 1]);
            }
            out.append('}');
            return;
        }
        int each = known.keyed() ? 2 : 1;
        out.append('[');
        for (int i = 0; i < known.elements().length; i += each) {
            out.append(i == 0 ? "" : ",");
            if (known.keyed()) {
                out.append('[');
                write(known.elements()[i]);
                out.append(',');
                write(known.elements()[i + 1]);
                out.append(']');
            } else {
                write(known.elements()[i]);
            }
        }
        out.append(']');
    }

    private static boolean textKeys(@Nullable Object[] elements) {
        for (int i = 0; i < elements.length; i += 2) {
            if (!(elements[i] instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void array(Object array) {
        out.append('[');
        int length = Array.getLength(array);
        for (int i = 0; i < length && out.length() <= LONGEST; i++) {
            out.append(i == 0 ? "" : ",");
            write(Array.get(array, i));
        }
        out.append(']');
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (next < ' ' || Character.isSurrogate(next)) {
                        // A lone one is no character in any coding of text
                        boolean pair = Character.isSurrogate(next)
                                && i + 1 < text.length()
                                && Character.isSurrogatePair(next, text.charAt(i + 1));
                        if (pair) {
                            out.append(next).append(text.charAt(++i));
                        } else {
                            out.append("\\u").append(String.format("%04x", (int) next));
                        }
                    } else {
                        out.append(next);
                    }
                }
            }
        }
        out.append('"');
    }
}
