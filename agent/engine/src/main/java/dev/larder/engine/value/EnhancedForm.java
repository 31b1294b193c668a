package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * An entity into which Hibernate's build plug-in wove lazy loading. Its interceptor is not written, unless it has attributes
 * yet to load and the rule's {@code lazy} has the entity as it is: then it comes back with one that has no session, and fails
 * with Hibernate's own error where such an attribute is asked for.
 */
final class EnhancedForm extends ImageForm {
    private static final String FIELD = "$$_hibernate_attributeInterceptor";

    private final Class<?> type;
    private final Field field;
    private final long interceptor;

    private EnhancedForm(Class<?> type, Field interceptor) {
        super(type, Layout.Kept.OF_APPLICATION, true);
        this.type = type;
        this.field = interceptor;
        this.interceptor = RawFields.offset(interceptor);
    }

    static ImageForm of(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(FIELD)) {
                    return new EnhancedForm(type, field);
                }
            }
        }
        return new ImageForm(type, Layout.Kept.OF_APPLICATION, true);
    }

    @Override
    public long shape() {
        return new Fingerprint().add("enhanced").add(super.shape()).value();
    }

    @Override
    int leastBody() {
        return super.leastBody() + 1;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        Object loading = RawFields.getReference(value, interceptor);
        if (loading == null || loaded(loading)) {
            return;
        }
        String what = "attributes of " + type.getName();
        if (!AttributesForm.covers(loading.getClass().getName())) {
            throw Unloaded.unmade(what, "nor is anything else of it, which only its session factory can make again");
        }
        Unloaded.admit(what, out.settings(), mayLoad(loading));
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        super.writeBody(value, out);
        Object loading = RawFields.getReference(value, interceptor);
        out.reference(loading == null || loaded(loading) ? null : loading);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        super.readBody(target, in);
        Object loading = in.reference();
        if (loading != null && !field.getType().isInstance(loading)) {
            throw new BadPayloadException(loading.getClass().getName() + " as an interceptor");
        }
        RawFields.putReference(target, interceptor, loading);
    }

    @Override
    Described described() {
        return super.described().with(FIELD, 'L');
    }

    private static boolean loaded(Object interceptor) {
        return Boolean.FALSE.equals(ask(interceptor, "hasAnyUninitializedAttributes"));
    }

    private static boolean mayLoad(Object interceptor) {
        if (!Boolean.FALSE.equals(ask(interceptor, "allowLoadOutsideTransaction"))) {
            return true;
        }
        try {
            Method session = interceptor.getClass().getMethod("getLinkedSession");
            return Unloaded.open(session.invoke(interceptor), session.getReturnType());
        } catch (ReflectiveOperationException unknown) {
            return true;
        }
    }

    /** Null where the interceptor doesn't know the question. */
    private static @Nullable Object ask(Object interceptor, String question) {
        try {
            return interceptor.getClass().getMethod(question).invoke(interceptor);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException unknown) {
            return null;
        }
    }
}
