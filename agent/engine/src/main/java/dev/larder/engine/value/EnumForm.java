package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enum constants. The names of all constants in their order are the shape, and so a constant's place is enough in the
 * bytes. The class is not initialised before a constant of it is read: the names come from its fields.
 */
final class EnumForm implements Form {
    private final Class<?> type;
    private final long shape;
    private volatile Object @Nullable [] constants;

    /** @param type that declares the constants, not the class of one with a body */
    EnumForm(Class<?> type) {
        this.type = type;
        Fingerprint names = new Fingerprint().add("enum").add(type.getName());
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                names.add(field.getName());
            }
        }
        this.shape = names.value();
    }

    /** Of the constants, in their order. */
    String[] names() {
        List<String> names = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                names.add(field.getName());
            }
        }
        return names.toArray(new String[0]);
    }

    Class<?> type() {
        return type;
    }

    @Override
    public long shape() {
        return shape;
    }

    Object constantAt(int place) throws BadPayloadException {
        Object[] all = constants;
        if (all == null) {
            all = type.getEnumConstants();
            if (all == null) {
                throw new BadPayloadException(type.getName() + " is no enum");
            }
            constants = all;
        }
        if (place < 0 || place >= all.length) {
            throw new BadPayloadException(type.getName() + " has no constant " + place);
        }
        return all[place];
    }
}
