package dev.larder.engine.value;

/** Bytes that no encoder of this shape has written. The call goes on as a miss. */
public final class BadPayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadPayloadException(String message) {
        super(message, null, false, false);
    }
}
