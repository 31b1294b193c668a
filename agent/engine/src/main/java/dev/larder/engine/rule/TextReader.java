package dev.larder.engine.rule;

/** Makes something of the text that stands behind a word. */
@FunctionalInterface
interface TextReader<T> {
    T read(String text) throws SyntaxException;
}
