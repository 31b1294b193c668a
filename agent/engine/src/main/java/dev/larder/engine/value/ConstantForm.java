package dev.larder.engine.value;

/** A class of which the JDK keeps one object, and nobody else should have another. */
final class ConstantForm extends GraphForm {
    private final Object constant;

    ConstantForm(Object constant) {
        this.constant = constant;
    }

    @Override
    int constant(Object value) {
        return value == constant ? 0 : -1;
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number != 0) {
            throw new BadPayloadException("no constant " + number);
        }
        return constant;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        throw new RefusedException("a second " + value.getClass().getName() + ", of which there should be one");
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        throw new BadPayloadException("a second " + constant.getClass().getName());
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) {}
}
