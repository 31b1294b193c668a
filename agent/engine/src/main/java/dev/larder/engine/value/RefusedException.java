package dev.larder.engine.value;

/** A value that cannot be brought back faithfully, and so is not cached. The message is for the operator. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message, null, false, false);
    }
}
