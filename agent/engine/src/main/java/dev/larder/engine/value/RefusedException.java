package dev.larder.engine.value;

/** A value that cannot be brought back faithfully, and so is not cached. The message is for the operator. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean whole;

    public RefusedException(String message) {
        this(message, false);
    }

    private RefusedException(String message, boolean whole) {
        super(message, null, false, false);
        this.whole = whole;
    }

    /** For a reason that lies in the value as a whole: where the encoder stood says nothing. */
    static RefusedException ofWhole(String message) {
        return new RefusedException(message, true);
    }

    boolean whole() {
        return whole;
    }
}
