package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Objects numbered in the order in which they were added, told apart by identity. */
final class IdentityIndex {
    /** Few objects are found faster by looking at each than by hashing, and need no table. */
    private static final int FEW = 8;

    private @Nullable Object[] items = new Object[FEW];
    private int size;
    private int @Nullable [] slots;

    int size() {
        return size;
    }

    Object get(int number) {
        Object item = items[number];
        if (item == null) {
            throw new IndexOutOfBoundsException(number);
        }
        return item;
    }

    /** The object's number, -1 where it has none. */
    int find(Object object) {
        int[] table = slots;
        if (table == null) {
            for (int i = 0; i < size; i++) {
                if (items[i] == object) {
                    return i;
                }
            }
            return -1;
        }
        int mask = table.length - 1;
        for (int slot = System.identityHashCode(object) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int number = table[slot] - 1;
            if (items[number] == object) {
                return number;
            }
        }
        return -1;
    }

    /** @return the number of the object, which must be new */
    int add(Object object) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            hash(size * 4);
        }
        items[size++] = object;
        if (slots != null) {
            place(slots, object, size);
        }
        return size - 1;
    }

    private void hash(int capacity) {
        int[] table = new int[capacity];
        for (int i = 0; i < size; i++) {
            place(table, get(i), i + 1);
        }
        slots = table;
    }

    private static void place(int[] table, Object object, int entry) {
        int mask = table.length - 1;
        int slot = System.identityHashCode(object) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = entry;
    }
}
