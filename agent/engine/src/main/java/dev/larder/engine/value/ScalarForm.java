package dev.larder.engine.value;

/**
 * Immutable values without an identity that anybody should rely on: written where they stand, equal when read, never
 * aliased.
 */
abstract non-sealed class ScalarForm implements Form {
    private final String name;
    private final int number;

    /**
     * @param name of the class
     * @param number in the table of the JDK's classes
     */
    ScalarForm(String name, int number) {
        this.name = name;
        this.number = number;
    }

    final String name() {
        return name;
    }

    final int number() {
        return number;
    }

    abstract void write(Object value, Output out) throws RefusedException;

    abstract Object read(Input in) throws BadPayloadException;

    final IllegalStateException unknown() {
        return new IllegalStateException("no form writes " + name);
    }

    @Override
    public long shape() {
        return 0;
    }
}
