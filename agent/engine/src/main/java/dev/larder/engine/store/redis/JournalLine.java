package dev.larder.engine.store.redis;

import dev.larder.engine.store.Targets;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What one line of a journal says, without the end of the line: a checksum of the rest in eight hexadecimal digits, then
 * names set apart by tabs, each with a letter of its kind before it.
 *
 * @param everything whether all that the namespace's caches hold has to go; the tags are those of the caches then
 */
record JournalLine(boolean everything, Targets targets) {
    private static final char SOME = 'E';
    private static final char ALL = 'A';
    private static final int CHECKSUM = 8;

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        text.append(everything ? ALL : SOME);
        append(text, 'k', targets.keys());
        append(text, 't', targets.tags());
        append(text, 'c', targets.caches());
        byte[] said = text.toString().getBytes(StandardCharsets.UTF_8);
        return (checksum(said, 0, said.length) + text + '\n').getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, char kind, Collection<String> names) {
        for (String name : names) {
            text.append('\t').append(kind);
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                switch (c) {
                    case '\\' -> text.append("\\\\");
                    case '\t' -> text.append("\\t");
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    default -> text.append(c);
                }
            }
        }
    }

    /** Null where the bytes are no line, or were damaged. */
    static @Nullable JournalLine read(byte[] bytes, int from, int to) {
        if (to - from <= CHECKSUM
                || !new String(bytes, from, CHECKSUM, StandardCharsets.ISO_8859_1)
                        .equals(checksum(bytes, from + CHECKSUM, to))) {
            return null;
        }
        String[] names =
                new String(bytes, from + CHECKSUM, to - from - CHECKSUM, StandardCharsets.UTF_8).split("\t", -1);
        if (!names[0].equals(String.valueOf(SOME)) && !names[0].equals(String.valueOf(ALL))) {
            return null;
        }
        Set<String> keys = new HashSet<>();
        Set<String> tags = new HashSet<>();
        Set<String> caches = new HashSet<>();
        for (int i = 1; i < names.length; i++) {
            String name = names[i].isEmpty() ? null : unescaped(names[i]);
            if (name == null) {
                return null;
            }
            switch (names[i].charAt(0)) {
                case 'k' -> keys.add(name);
                case 't' -> tags.add(name);
                case 'c' -> caches.add(name);
                default -> {
                    return null;
                }
            }
        }
        return new JournalLine(names[0].charAt(0) == ALL, new Targets(keys, tags, caches));
    }

    private static @Nullable String unescaped(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (++i < name.length()) {
                switch (name.charAt(i)) {
                    case '\\' -> text.append('\\');
                    case 't' -> text.append('\t');
                    case 'n' -> text.append('\n');
                    case 'r' -> text.append('\r');
                    default -> {
                        return null;
                    }
                }
            } else {
                return null;
            }
        }
        return text.toString();
    }

    private static String checksum(byte[] bytes, int from, int to) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, to - from);
        return String.format("%08x", sum.getValue());
    }
}
