package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * A class of the application that extends one of the JDK's collections. What the collection holds is read and placed by a
 * plain one, which no overridden method of the application takes part in, and whose state then moves in.
 */
final class ExtendedForm extends GraphForm {
    private final Class<?> type;
    private final Class<?> base;
    private final int baseNumber;
    private final ImageForm own;
    private final GraphForm contents;
    private final StateMove state;

    /**
     * @param base the topmost superclass that is the JDK's own
     * @param baseNumber of it in the table of the JDK's classes
     * @param contents the form of that class
     */
    ExtendedForm(Class<?> type, Class<?> base, int baseNumber, GraphForm contents) {
        this.type = type;
        this.base = base;
        this.baseNumber = baseNumber;
        this.own = EnhancedForm.of(type);
        this.contents = contents;
        this.state = new StateMove(base);
    }

    @Override
    public long shape() {
        return new Fingerprint()
                .add("extends")
                .add(base.getName())
                .add(own.shape())
                .value();
    }

    @Override
    boolean filledLast() {
        return contents.filledLast();
    }

    @Override
    int keyEvery() {
        return contents.keyEvery();
    }

    @Override
    int leastBody() {
        return own.leastBody() + contents.leastBody();
    }

    @Override
    int constant(Object value) {
        return own.constant(value);
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        return own.constantAt(number);
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        own.writeHead(value, out);
        contents.writeHead(plain(value), out);
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        Object target = RawFields.allocate(type);
        Object plain = contents.allocate(in);
        in.keep(plain);
        state.move(plain, target);
        return target;
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        own.writeBody(value, out);
        contents.writeBody(plain(value), out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        own.readBody(target, in);
        Object plain = in.kept();
        contents.readBody(plain, in);
        state.move(plain, target);
    }

    @Override
    void fill(Object target, @Nullable Object[] all, @Nullable Object plain) throws BadPayloadException {
        if (plain == null) {
            throw new BadPayloadException("nothing was kept");
        }
        contents.fill(plain, all, null);
        state.move(plain, target);
    }

    /** The same contents, seen without the application's methods. */
    private Object plain(Object value) throws RefusedException {
        try {
            Object plain = RawFields.allocate(base);
            state.move(value, plain);
            return plain;
        } catch (BadPayloadException impossible) {
            throw new RefusedException(type.getName() + " extends a class without instances");
        }
    }

    @Override
    Described described() {
        Described mine = own.described();
        return new Described(Described.Way.EXTENDED, mine.constants(), baseNumber, mine.names(), mine.kinds());
    }

    @Override
    String step(int reference) {
        int fields = own.references();
        return reference < fields ? own.step(reference) : contents.step(reference - fields);
    }
}
