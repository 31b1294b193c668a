package dev.larder.console.command;

/** A command can't do what it was asked; the message says why, and what to do. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
