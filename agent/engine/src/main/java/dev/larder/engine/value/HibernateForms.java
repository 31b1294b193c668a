package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.Set;

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
        for (Field field : Layout.fields(type, Layout.Kept.OF_HIBERNATE)) {
            if (field.getName().equals("initialized") && field.getType() == boolean.class) {
                return new LazyForm(type, RawFields.offset(field));
            }
        }
        return new UnfitForm(type.getName() + " is of a Hibernate that Larder doesn't know");
    }

    static boolean kept(Field field) {
        return KEPT.contains(field.getName());
    }

    /** Reads the flag itself: asking the collection anything may load it. */
    private static final class LazyForm extends ImageForm {
        private final String name;
        private final long initialised;

        LazyForm(Class<?> type, long initialised) {
            super(type, Layout.Kept.OF_HIBERNATE, false);
            this.name = type.getSimpleName();
            this.initialised = initialised;
        }

        @Override
        void writeHead(Object value, GraphWriter out) throws RefusedException {
            if (!RawFields.getBoolean(value, initialised)) {
                throw new RefusedException("uninitialised " + name + " (lazy, not loaded)");
            }
        }
    }
}
