package dev.larder.engine.value;

/** A class whose values are refused: in words that follow the path to the value. */
record UnfitForm(String reason, long shape) implements Form {
    UnfitForm(String reason) {
        this(reason, 0);
    }
}
