package dev.larder.engine.value;

/**
 * The classes that a value names, in the order in which it first does, and the bytes that say so. Values of one method
 * mostly name the same ones in the same order: then neither writing nor reading them looks at each again. Immutable.
 */
final class ClassTable {
    static final ClassTable EMPTY = new ClassTable(new NamedClass[0], new int[0], new byte[0]);

    private final NamedClass[] classes;
    private final int[] ends;
    private final byte[] bytes;

    /**
     * @param ends where each one's bytes end
     * @param bytes of all of them
     */
    ClassTable(NamedClass[] classes, int[] ends, byte[] bytes) {
        this.classes = classes;
        this.ends = ends;
        this.bytes = bytes;
    }

    int size() {
        return classes.length;
    }

    boolean isAt(int number, Class<?> type) {
        return number < classes.length && classes[number].type() == type;
    }

    NamedClass at(int number) {
        return classes[number];
    }

    /** Writes the first so many. */
    void write(int count, Output out) throws RefusedException {
        out.bytes(bytes, 0, end(count));
    }

    /** Whether the next so many classes are the first ones of this table; if so they have been read. */
    boolean isNext(int count, Input in) {
        return count <= classes.length && in.skip(bytes, end(count));
    }

    private int end(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }
}
