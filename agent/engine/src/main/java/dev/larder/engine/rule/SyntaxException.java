package dev.larder.engine.rule;

/** A word of a rule file that can't be read. The message is for the rule's author, and says what to write instead. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    SyntaxException(String message) {
        this(message, 0);
    }

    /** @param offset where in the text the fault stands, in characters from 0 */
    SyntaxException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }
}
