package dev.larder.engine.value;

import java.lang.reflect.Array;

/** An array of references. */
final class ArrayForm extends GraphForm {
    private final Class<?> component;

    ArrayForm(Class<?> component) {
        this.component = component;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        out.body().number(((Object[]) value).length);
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        int length = in.body().number();
        in.charge(length);
        return Array.newInstance(component, length);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        for (Object element : (Object[]) value) {
            out.reference(element);
        }
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Object[] array = (Object[]) target;
        for (int i = 0; i < array.length; i++) {
            Object element = in.reference();
            if (element != null && !component.isInstance(element)) {
                throw new BadPayloadException(element.getClass().getName() + " in an array of " + component.getName());
            }
            array[i] = element;
        }
    }
}
