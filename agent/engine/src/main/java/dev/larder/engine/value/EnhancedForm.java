package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An entity into which Hibernate's build plug-in wove lazy loading. Its interceptor is not written; an attribute that it
 * has yet to load would come back as null, and so such an entity is refused.
 */
final class EnhancedForm extends ImageForm {
    private final Class<?> type;
    private final long interceptor;

    EnhancedForm(Class<?> type, Predicate<Field> kept) {
        super(type, kept, true);
        this.type = type;
        this.interceptor = RawFields.offset(
                Layout.fields(type, EnhancedForm::isInterceptor).get(0));
    }

    static boolean isInterceptor(Field field) {
        return field.getName().equals("$$_hibernate_attributeInterceptor");
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        Object loading = RawFields.getReference(value, interceptor);
        if (loading != null && !loaded(loading)) {
            throw new RefusedException("uninitialised attributes of " + type.getName() + " (lazy, not loaded)");
        }
    }

    private static boolean loaded(Object interceptor) {
        Boolean any = ask(interceptor, "hasAnyUninitializedAttributes");
        return any != null && !any;
    }

    /** Null where the interceptor doesn't know the question. */
    private static @Nullable Boolean ask(Object interceptor, String question) {
        try {
            return (Boolean) interceptor.getClass().getMethod(question).invoke(interceptor);
        } catch (ReflectiveOperationException | ClassCastException unknown) {
            return null;
        }
    }
}
