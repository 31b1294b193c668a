package dev.larder.engine.value;

/** A mutable object that refers to no other: all of it stands in its head. */
final class DataForm<T> extends GraphForm {

    interface Writer<T> {
        void write(T value, Output out) throws RefusedException;
    }

    interface Reader<T> {
        T read(Input in) throws BadPayloadException;
    }

    private final Class<T> type;
    private final Writer<T> writer;
    private final Reader<T> reader;

    DataForm(Class<T> type, Writer<T> writer, Reader<T> reader) {
        this.type = type;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        writer.write(type.cast(value), out.heads());
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return reader.read(in.heads());
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) {}
}
