package dev.larder.engine.store;

/**
 * The store could not answer in time, or at all. Has no stack trace: it is a result on the way of a call, and the
 * message says all there is to say.
 */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message, null, false, false);
    }
}
