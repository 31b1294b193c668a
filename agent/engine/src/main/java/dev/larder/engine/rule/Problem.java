package dev.larder.engine.rule;

/** An error or a doubt about a rule file: where, and in words for its author, with what to do. */
public record Problem(Origin at, String message) {

    @Override
    public String toString() {
        return at + ": " + message;
    }
}
