package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * Objects with an identity: each is written once, however many references lead to it. What is needed to allocate the
 * object stands in its head, behind the first reference to it, what it holds in its body, when its turn comes.
 */
abstract non-sealed class GraphForm implements Form {

    @Override
    public long shape() {
        return 0;
    }

    /** Whether {@link #readBody} leaves the contents to {@link #fill}, since their hash or order is needed to place them. */
    boolean filledLast() {
        return false;
    }

    /** Of the references that go to {@link #fill}: every one places its object, or only each second, as in a map. */
    int keyEvery() {
        return 1;
    }

    /** The fewest bytes that a body takes. */
    int leastBody() {
        return 0;
    }

    /** What the objects are where they are nothing but their fields: without constants, heads and conditions; else null. */
    @Nullable
    Layout fieldsAlone() {
        return null;
    }

    /** The number of the constant that the object is, -1 where it is none: constants are referred to, not written. */
    int constant(Object value) {
        return -1;
    }

    Object constantAt(int number) throws BadPayloadException {
        throw new BadPayloadException("no constant " + number);
    }

    void writeHead(Object value, GraphWriter out) throws RefusedException {}

    abstract Object allocate(GraphReader in) throws BadPayloadException;

    abstract void writeBody(Object value, GraphWriter out) throws RefusedException;

    abstract void readBody(Object target, GraphReader in) throws BadPayloadException;

    /** @param kept what {@link #allocate} kept for the object, null where it kept nothing */
    void fill(Object target, @Nullable Object[] contents, @Nullable Object kept) throws BadPayloadException {
        fill(target, contents);
    }

    void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
        throw new BadPayloadException("nothing to fill");
    }

    /** What tells how to read its values without their class; null for a class that is always there. */
    @Nullable
    Described described() {
        return null;
    }

    /** The part of a path that leads through the n-th reference of an object, from 0; empty where it needs no words. */
    String step(int reference) {
        return "[" + reference + "]";
    }
}
