package dev.larder.console.http;

import java.io.Serial;

/** A request that is not to be answered but for the reason. */
final class RefusedRequestException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedRequestException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
