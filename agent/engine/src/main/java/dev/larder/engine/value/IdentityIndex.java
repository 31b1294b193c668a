package dev.larder.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Objects numbered in the order in which they were added, told apart by identity. */
final class IdentityIndex {
    /**
     * Few objects are found faster by looking at each than by hashing, and need no table: an object that was never asked
     * for its identity hash, as those of a value seldom were, has to be given one first, which takes as long as looking at
     * dozens.
     */
    private static final int FEW = 32;

    private @Nullable Object[] items;
    private int size;
    private int @Nullable [] slots;

    /** @param expected how many objects there will perhaps be */
    IdentityIndex(int expected) {
        if (expected <= FEW) {
            items = new Object[Math.max(1, expected)];
        } else {
            int room = Integer.highestOneBit(expected - 1) * 2;
            items = new Object[room];
            slots = new int[room * 2];
        }
    }

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
            return among(object);
        }
        return table[slot(table, object)] - 1;
    }

    /** The object's number: that of an object which is new is {@link #size()} as it was before. */
    int findOrAdd(Object object) {
        int[] table = slots;
        if (table == null) {
            int number = among(object);
            if (number >= 0) {
                return number;
            }
        } else {
            int slot = slot(table, object);
            if (table[slot] != 0) {
                return table[slot] - 1;
            }
            table[slot] = size + 1;
        }
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
        }
        items[size++] = object;
        if (size > FEW && (table == null || size * 2 > table.length)) {
            hash(size * 4);
        }
        return size - 1;
    }

    private int among(Object object) {
        for (int i = 0; i < size; i++) {
            if (items[i] == object) {
                return i;
            }
        }
        return -1;
    }

    private void hash(int room) {
        int[] table = new int[Integer.highestOneBit(room)];
        for (int i = 0; i < size; i++) {
            table[slot(table, get(i))] = i + 1;
        }
        slots = table;
    }

    /** Where the object's entry is, or is to be. */
    private int slot(int[] table, Object object) {
        int mask = table.length - 1;
        int slot = System.identityHashCode(object) & mask;
        while (table[slot] != 0 && items[table[slot] - 1] != object) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
