package dev.larder.engine.value;

/** An object that refers to no other, but has an identity: all of it stands in its head. */
abstract class DataForm extends GraphForm {
    private final String name;

    /** @param name of the class */
    DataForm(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    abstract void write(Object value, Output out) throws RefusedException;

    abstract Object read(Input in) throws BadPayloadException;

    final IllegalStateException unknown() {
        return new IllegalStateException("no form writes " + name);
    }

    @Override
    final void writeHead(Object value, GraphWriter out) throws RefusedException {
        write(value, out.body());
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return read(in.body());
    }

    @Override
    final void writeBody(Object value, GraphWriter out) {}

    @Override
    final void readBody(Object target, GraphReader in) {}
}
