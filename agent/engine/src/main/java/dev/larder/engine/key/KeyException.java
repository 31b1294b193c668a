package dev.larder.engine.key;

/**
 * A key that can't be written: a hole fails to evaluate, or its value has no value semantics. The call bypasses the
 * cache. Has no stack trace: it is a result on the way of a call.
 */
public final class KeyException extends Exception {
    private static final long serialVersionUID = 1L;

    public KeyException(String message) {
        super(message, null, false, false);
    }
}
