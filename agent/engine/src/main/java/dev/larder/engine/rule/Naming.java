package dev.larder.engine.rule;

import dev.larder.engine.key.Quoted;

/** What rules, profiles and namespaces may be called. */
final class Naming {
    private static final int LONGEST = 100;

    private Naming() {}

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    /** The name of a cache, an invalidation or a profile. */
    static String name(String text) throws SyntaxException {
        if (!plain(text)) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no name. Write one of up to 100 letters, digits, - _ and .");
        }
        return text;
    }

    /**
     * The prefix of all keys. No colon in it: {@code a:b} with the key {@code c} would be {@code a} with the key
     * {@code b:c}.
     */
    static String namespace(String text) throws SyntaxException {
        if (!plain(text)) {
            throw new SyntaxException(Quoted.of(text)
                    + " can't be a namespace. Write one of up to 100 letters, digits, - _ and ., such as blog");
        }
        return text;
    }

    /** Only that it can be one: whether the file is there is seen when it is needed. */
    static String file(String text) throws SyntaxException {
        if (text.isBlank() || text.length() > 1000) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no path of a file. Write one, such as /run/secrets/larder");
        }
        return text;
    }

    static String host(String text) throws SyntaxException {
        if (text.isEmpty() || text.length() > 255 || !text.matches("[\\p{Alnum}._:%-]+")) {
            throw new SyntaxException(
                    Quoted.of(text) + " is no address to listen on. Write 127.0.0.1, or 0.0.0.0 for all of them");
        }
        return text;
    }

    /**
     * What values may hold beyond their declared types: class names, in which {@code *} stands for a run of characters
     * and {@code **} crosses packages. Not all classes there are: bytes in a store choose among what is allowed.
     */
    static String allowed(String text) throws SyntaxException {
        if (!text.matches(
                        "[\\p{javaJavaIdentifierPart}&&[^\\p{Cntrl}]]+(\\.[\\p{javaJavaIdentifierPart}*&&[^\\p{Cntrl}]]+)*\\*{0,2}")
                || text.length() > 300) {
            throw new SyntaxException(Quoted.of(text)
                    + " names no classes. Write a class in full, blog.Post, those of a package, blog.*, or all below it,"
                    + " blog.**");
        }
        return text;
    }
}
