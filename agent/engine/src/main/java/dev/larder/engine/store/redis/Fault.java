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
        String word = reply.contains(" ") ? reply.substring(0, reply.indexOf(' ')) : reply;
        return switch (word) {
            case "LOADING", "READONLY", "MASTERDOWN", "NOAUTH" -> new Fault(Kind.GONE, reply);
            // A script or a module holds the server: as good as no answer
            case "BUSY" -> new Fault(Kind.SLOW, reply);
            default -> new Fault(Kind.REFUSED, reply);
        };
    }
}
