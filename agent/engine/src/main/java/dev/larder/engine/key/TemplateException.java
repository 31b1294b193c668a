package dev.larder.engine.key;

/** A template that is badly written, or doesn't fit the method it is bound to. The message is for the rule's author. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;

    public TemplateException(String message) {
        this(message, 0);
    }

    public TemplateException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /** Where in the template's text the fault stands, in characters from 0. */
    public int offset() {
        return offset;
    }
}
