package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value the open way ({@link KeyText}): scalars with their word, composites part by part. Used once, by one
 * thread.
 */
final class ValueText {
    /** Deeper than any value that a key should be made of; what contains itself ends here too. */
    private static final int DEPTH = 16;

    private final HolePlan hole;
    private StringBuilder out;
    private int depth;
    private int spent;

    ValueText(StringBuilder out, HolePlan hole) {
        this.out = out;
        this.hole = hole;
    }

    void write(@Nullable Object value) throws KeyException {
        write(value, false);
    }

    private void write(@Nullable Object value, boolean nested) throws KeyException {
        if (value == null) {
            out.append("%null");
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (value instanceof String text) {
            if (KeyText.integral(text)) {
                out.append("%str.");
            }
            KeyText.escape(out, text, nested);
        } else {
            String word = Scalars.word(value);
            if (word != null) {
                out.append('%');
                KeyText.escape(out, word, nested);
                out.append('.');
                KeyText.escape(out, Scalars.text(value), nested);
            } else {
                composite(value);
            }
        }
        if (out.length() + spent > KeyText.BOUND) {
            throw failed("makes a key of more than " + KeyText.BOUND + " characters");
        }
    }

    private void composite(Object value) throws KeyException {
        if (++depth > DEPTH) {
            throw failed("is nested more than " + DEPTH + " deep, or contains itself");
        }
        if (value instanceof Map<?, ?> map) {
            open("map", "");
            sorted(entries(map));
        } else if (value instanceof Set<?> set) {
            open("set", "");
            List<String> texts = new ArrayList<>();
            for (Object element : set) {
                texts.add(apart(element));
            }
            sorted(texts);
        } else if (value instanceof List<?> list) {
            open("list", "");
            for (Object element : list) {
                next(element);
            }
        } else if (value instanceof Optional<?> optional) {
            open("opt", "");
            if (optional.isPresent()) {
                next(optional.get());
            }
        } else if (value instanceof OptionalInt optional) {
            open("optint", "");
            if (optional.isPresent()) {
                next(optional.getAsInt());
            }
        } else if (value instanceof OptionalLong optional) {
            open("optlong", "");
            if (optional.isPresent()) {
                next(optional.getAsLong());
            }
        } else if (value instanceof OptionalDouble optional) {
            open("optdouble", "");
            if (optional.isPresent()) {
                next(optional.getAsDouble());
            }
        } else if (value.getClass().isArray()) {
            open("array.", value.getClass().getComponentType().getName());
            for (int i = 0; i < Array.getLength(value); i++) {
                next(Array.get(value, i));
            }
        } else if (value instanceof Map.Entry<?, ?> entry) {
            open("entry", "");
            next(entry.getKey());
            next(entry.getValue());
        } else {
            parts(value);
        }
        close();
        depth--;
    }

    private List<String> entries(Map<?, ?> map) throws KeyException {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            texts.add(apart(entry.getKey()) + '=' + apart(entry.getValue()));
        }
        return texts;
    }

    /** Records by their components; other classes with an equality of their own by their fields. */
    private void parts(Object value) throws KeyException {
        Parts parts = hole.parts(value.getClass());
        if (parts.refusal() != null) {
            throw failed("is a " + value.getClass().getName() + ": " + parts.refusal());
        }
        open(
                value.getClass().isRecord() ? "record." : "object.",
                value.getClass().getName());
        for (MethodHandle part : parts.reads()) {
            try {
                next((Object) part.invokeExact(value));
            } catch (KeyException e) {
                throw e;
            } catch (Throwable e) {
                throw failed("can't be read: " + e.getClass().getName());
            }
        }
    }

    private void open(String word, String type) {
        out.append('%').append(word);
        if (!type.isEmpty()) {
            KeyText.escape(out, type, true);
        }
        out.append('[');
    }

    private void next(@Nullable Object element) throws KeyException {
        write(element, true);
        out.append(',');
    }

    private void sorted(List<String> texts) {
        Collections.sort(texts);
        for (String text : texts) {
            out.append(text).append(',');
        }
    }

    private void close() {
        int last = out.length() - 1;
        if (out.charAt(last) == ',') {
            out.setCharAt(last, ']');
        } else {
            out.append(']');
        }
    }

    private String apart(@Nullable Object element) throws KeyException {
        StringBuilder outer = out;
        spent += outer.length();
        out = new StringBuilder();
        try {
            write(element, true);
            String text = out.toString();
            spent += text.length();
            return text;
        } finally {
            spent -= outer.length();
            out = outer;
        }
    }

    private KeyException failed(String why) {
        return new KeyException("{" + hole.hole().text() + "} " + why);
    }
}
