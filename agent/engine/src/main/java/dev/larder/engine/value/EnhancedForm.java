package dev.larder.engine.value;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * An entity into which Hibernate's build plug-in wove lazy loading. Its interceptor is not written; an attribute that it
 * has yet to load would come back as null, and so such an entity is refused.
 */
final class EnhancedForm extends ImageForm {
    private final Class<?> type;
    private final long interceptor;

    private EnhancedForm(Class<?> type, Field interceptor) {
        super(type, Layout.Kept.OF_APPLICATION, true);
        this.type = type;
        this.interceptor = RawFields.offset(interceptor);
    }

    static ImageForm of(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals("$$_hibernate_attributeInterceptor")) {
                    return new EnhancedForm(type, field);
                }
            }
        }
        return new ImageForm(type, Layout.Kept.OF_APPLICATION, true);
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
