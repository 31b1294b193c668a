package dev.larder.engine.value;

import java.util.Optional;

/** The empty one is an object that programs may compare by identity. */
final class OptionalForm extends ImageForm {
    OptionalForm() {
        super(Optional.class, Layout.Kept.OF_JDK, false);
    }

    @Override
    int constant(Object value) {
        return value == Optional.empty() ? 0 : -1;
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number != 0) {
            throw new BadPayloadException("no constant " + number);
        }
        return Optional.empty();
    }
}
