package dev.larder.engine.rule;

/**
 * Where in a rule file something stands.
 *
 * @param file as the path was given; for a setting from outside the file, that setting's name in words
 * @param line counted from 1; 0 where the whole of {@code file} is meant
 * @param column counted from 1, in characters; 0 where the whole of {@code file} is meant
 */
public record Origin(String file, int line, int column) {

    /** All of it, or no place in particular. */
    public static Origin whole(String file) {
        return new Origin(file, 0, 0);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
