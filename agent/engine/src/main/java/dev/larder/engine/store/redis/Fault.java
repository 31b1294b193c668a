package dev.larder.engine.store.redis;

import java.io.Serial;

/** A command came to nothing. Has no stack trace: it is a result on the way of a call. */
final class Fault extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What it means for the connection. */
    enum Kind {
        /** No answer in time. It may still come; until Redis answers in time again, nothing else is sent. */
        SLOW,
        /** The connection is of no further use: closed, or to a server that doesn't serve. */
        GONE,
        /** This command was refused, others may not be: memory is full, a permission is missing, the type is wrong. */
        REFUSED
    }

    private final Kind kind;

    Fault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    static Fault ended() {
        return new Fault(Kind.GONE, "the connection ended");
    }

    /** @param reply what Redis answered instead of a result: a word in capitals, and an explanation */
    static Fault ofReply(String reply) {
        String text = reply;
        // Redis 6 wraps what a command within a script was answered: ERR Error running script (...): -OOM command not
        // ...
        int wrapped = reply.indexOf(": -");
        if (wrapped >= 0 && reply.startsWith("ERR Error running script")) {
            text = reply.substring(wrapped + 3);
        }
        String word = text.contains(" ") ? text.substring(0, text.indexOf(' ')) : text;
        return switch (word) {
            case "LOADING", "READONLY", "MASTERDOWN", "NOAUTH" -> new Fault(Kind.GONE, text);
            // A script or a module holds the server: as good as no answer
            case "BUSY" -> new Fault(Kind.SLOW, text);
            default -> new Fault(Kind.REFUSED, text);
        };
    }
}
