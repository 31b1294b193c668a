package dev.larder.engine.value;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Collections that ask their elements where they belong. */
abstract class FilledLastForm extends GraphForm {
    @Override
    final boolean filledLast() {
        return true;
    }

    @Override
    int leastBody() {
        return 2;
    }

    @Override
    void fill(Object target, @Nullable Object[] contents) throws BadPayloadException {
        Collection<Object> collection = Contents.collection(target);
        for (Object element : contents) {
            collection.add(element);
        }
        if (collection.size() != contents.length) {
            throw new BadPayloadException("an element that is there twice");
        }
    }
}
