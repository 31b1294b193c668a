package dev.larder.engine.value;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * How large a hash map's table is, as a power of two: with it the copy goes through its entries in the same order, which
 * applications come to rely on without knowing. 0 where it is what adding the entries one by one leads to.
 */
final class TableSize {
    private static final long TABLE = RawFields.offset(HashMap.class, "table");
    private static final long THRESHOLD = RawFields.offset(HashMap.class, "threshold");

    /** A table may be so much larger than what it holds; the order of one that is larger still is let go. */
    private static final int MOST_ROOM = 16;

    private static final int SMALL = 64;

    private TableSize() {}

    static int of(@Nullable Object map) {
        if (map == null || !(RawFields.getReference(map, TABLE) instanceof Object[] table)) {
            return 0;
        }
        int entries = ((HashMap<?, ?>) map).size();
        return table.length == natural(entries) || table.length > most(entries)
                ? 0
                : Integer.numberOfTrailingZeros(table.length);
    }

    /** For a map that is still empty: such a map keeps its first table's size where later its threshold stands. */
    static void set(@Nullable Object map, int power, int entries) throws BadPayloadException {
        if (power == 0 || map == null) {
            return;
        }
        if (power > 30 || (1 << power) > most(entries)) {
            throw new BadPayloadException("a table of 2^" + power + " for " + entries + " entries");
        }
        RawFields.putInt(map, THRESHOLD, 1 << power);
    }

    private static int natural(int entries) {
        int size = 16;
        while (size < (1 << 30) && entries > size * 0.75) {
            size *= 2;
        }
        return size;
    }

    private static long most(int entries) {
        return Math.max(SMALL, (long) entries * MOST_ROOM);
    }
}
