package dev.larder.engine.value;

/**
 * Immutable values without an identity that anybody should rely on: written where they stand, equal when read, never
 * aliased.
 *
 * @param number in the table of the JDK's classes
 */
record ScalarForm(int number, Writer writer, Reader reader) implements Form {

    interface Writer {
        void write(Object value, Output out) throws RefusedException;
    }

    interface Reader {
        Object read(Input in) throws BadPayloadException;
    }

    @Override
    public long shape() {
        return 0;
    }
}
