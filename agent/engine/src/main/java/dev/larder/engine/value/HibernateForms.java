package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's collections, of whichever version the application brings: told by name, linked to nothing. What is kept is
 * what the collection holds; session, owner, role and snapshot are left out. A collection without a role is what Hibernate
 * itself takes for a new one around existing contents: it can be read, changed, merged and attached.
 */
final class HibernateForms {
    /** Of Hibernate 6 and 7; of 5. */
    static final Set<String> PACKAGES = Set.of("org.hibernate.collection.spi.", "org.hibernate.collection.internal.");

    static final Set<String> COLLECTIONS = Set.of(
            "PersistentBag",
            "PersistentList",
            "PersistentSet",
            "PersistentMap",
            "PersistentSortedSet",
            "PersistentSortedMap",
            "PersistentIdentifierBag");

    /** Fields that hold what the collection holds, or say that it does. */
    private static final Set<String> KEPT = Set.of(
            "bag",
            "collection",
            "list",
            "set",
            "map",
            "values",
            "identifiers",
            "comparator",
            "initialized",
            "directlyAccessible",
            "dirty",
            "elementRemoved",
            "cachedSize");

    private HibernateForms() {}

    static boolean isCollection(String name) {
        int end = name.lastIndexOf('.') + 1;
        return PACKAGES.contains(name.substring(0, end)) && COLLECTIONS.contains(name.substring(end));
    }

    static Form collection(Class<?> type) {
        Field initialised = field(type, "initialized", boolean.class);
        return initialised == null
                ? new UnfitForm(type.getName() + " is of a Hibernate that Larder doesn't know")
                : new LazyForm(type, initialised);
    }

    private static @Nullable Field field(Class<?> type, String name, @Nullable Class<?> kind) {
        for (Field field : Layout.fields(type, Layout.Kept.ALL)) {
            if (field.getName().equals(name) && (kind == null || field.getType() == kind)) {
                return field;
            }
        }
        return null;
    }

    static boolean kept(Field field) {
        return KEPT.contains(field.getName());
    }

    /** Reads the flag itself: asking the collection anything may load it. */
    private static final class LazyForm extends ImageForm {
        private final String name;
        private final long initialised;
        private final @Nullable Field session;
        private final @Nullable Field sessionless;

        LazyForm(Class<?> type, Field initialised) {
            super(type, Layout.Kept.OF_HIBERNATE, false);
            this.name = type.getSimpleName();
            this.initialised = RawFields.offset(initialised);
            this.session = field(type, "session", null);
            this.sessionless = field(type, "allowLoadOutsideTransaction", boolean.class);
        }

        @Override
        void writeHead(Object value, GraphWriter out) throws RefusedException {
            if (RawFields.getBoolean(value, initialised)) {
                return;
            }
            Unloaded.admit(name, out.settings(), mayLoad(value));
        }

        /** Whether who gets the value could load it, as it couldn't any more once it comes from the cache. */
        private boolean mayLoad(Object value) {
            if (session == null || sessionless == null || RawFields.getBoolean(value, RawFields.offset(sessionless))) {
                return true;
            }
            return Unloaded.open(RawFields.getReference(value, RawFields.offset(session)), session.getType());
        }
    }
}
