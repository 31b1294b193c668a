package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strings numbered in the order in which they first came, so that those that come again are written as a number. */
final class TextIndex {
    private static final int FEW = 8;

    private @Nullable String[] items = new String[FEW];
    private int size;
    private int @Nullable [] slots;

    /** The text's number where it came before; else -1, and it has one from now on. */
    int findOrAdd(String text) {
        int hash = text.hashCode();
        int[] table = slots;
        if (table == null) {
            for (int i = 0; i < size; i++) {
                // The hash is kept in the string: most differ by it alone
                String item = items[i];
                if (item != null && item.hashCode() == hash && item.equals(text)) {
                    return i;
                }
            }
            add(text);
            return -1;
        }
        int mask = table.length - 1;
        int slot = spread(hash) & mask;
        for (; table[slot] != 0; slot = (slot + 1) & mask) {
            if (text.equals(items[table[slot] - 1])) {
                return table[slot] - 1;
            }
        }
        add(text);
        return -1;
    }

    private void add(String text) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            int[] table = new int[size * 4];
            for (int i = 0; i < size; i++) {
                place(table, i);
            }
            slots = table;
        }
        items[size++] = text;
        if (slots != null) {
            place(slots, size - 1);
        }
    }

    private void place(int[] table, int number) {
        String text = items[number];
        int mask = table.length - 1;
        int slot = spread(text == null ? 0 : text.hashCode()) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = number + 1;
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
