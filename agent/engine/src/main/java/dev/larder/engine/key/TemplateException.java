package dev.larder.engine.key;

/** A template that doesn't fit the method it is bound to. The message is for the rule's author. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message, null, false, false);
    }
}
