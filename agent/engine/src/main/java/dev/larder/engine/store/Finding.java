package dev.larder.engine.store;

/**
 * What an examination of a store has found out.
 *
 * @param todo what a person can do about it; empty where nothing has to be done
 */
public record Finding(Level level, String what, String todo) {

    /** How bad it is. */
    public enum Level {
        OK,
        /** It works, but not as well or as safely as it could. */
        WARNING,
        /** Larder can't do its work so. */
        ERROR
    }

    public static Finding ok(String what) {
        return new Finding(Level.OK, what, "");
    }

    public static Finding warning(String what, String todo) {
        return new Finding(Level.WARNING, what, todo);
    }

    public static Finding error(String what, String todo) {
        return new Finding(Level.ERROR, what, todo);
    }
}
