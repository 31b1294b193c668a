package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.Set;

/**
 * Hibernate's note of which attributes of an enhanced entity are yet to be loaded, which are asked of the session that it
 * has: the note is written, the session is not.
 */
final class AttributesForm {
    private static final String HOME = "org.hibernate.bytecode.enhance.spi.interceptor.LazyAttributeLoadingInterceptor";
    private static final String SHARED = HOME + "$EntityRelatedState";

    private static final Set<String> KEPT = Set.of(
            "entityName",
            "identifier",
            "lazyFields",
            "initializedLazyFields",
            "mutableLazyFields",
            "entityMeta",
            "shared");

    private static final Set<String> LEFT_OUT =
            Set.of("session", "sessionAssociation", "sessionFactoryUuid", "allowLoadOutsideTransaction");

    private AttributesForm() {}

    static boolean covers(String name) {
        return name.equals(HOME) || name.equals(SHARED);
    }

    static boolean kept(Field field) {
        return KEPT.contains(field.getName());
    }

    static Form of(Class<?> type) {
        for (Field field : Layout.fields(type, Layout.Kept.ALL)) {
            if (!kept(field) && !LEFT_OUT.contains(field.getName())) {
                return new UnfitForm(type.getName() + " is of a Hibernate that Larder doesn't know");
            }
        }
        return new ImageForm(type, Layout.Kept.OF_ATTRIBUTES, false);
    }
}
