package dev.larder.engine.value;

/** Written like the class of another name. */
final class Parrot {
    int number;
}
