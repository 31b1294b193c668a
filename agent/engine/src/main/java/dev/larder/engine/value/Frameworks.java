package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Classes that frameworks put into return values without their being declared: found by name in the application's own
 * loader, in its own version.
 */
final class Frameworks {
    private static final String SPRING_DATA = "org.springframework.data.domain.";

    private static final Map<String, List<String>> IMPLEMENTATIONS = Map.of(
            SPRING_DATA + "Page", List.of(SPRING_DATA + "PageImpl"),
            SPRING_DATA + "Slice", List.of(SPRING_DATA + "SliceImpl", SPRING_DATA + "PageImpl"),
            SPRING_DATA + "Pageable", List.of(SPRING_DATA + "PageRequest", SPRING_DATA + "Unpaged"));

    private Frameworks() {}

    /** The classes that values of a type are of by default. */
    static List<Class<?>> implementations(Class<?> type) {
        List<String> names = IMPLEMENTATIONS.get(type.getName());
        return names == null ? List.of() : find(names, type.getClassLoader());
    }

    /** Whether the name is that of a collection which may take the place of any declared one. */
    static boolean isCollection(String name) {
        return HibernateForms.isCollection(name);
    }

    private static List<Class<?>> find(List<String> names, @Nullable ClassLoader loader) {
        List<Class<?>> found = new ArrayList<>();
        for (String name : names) {
            try {
                found.add(Class.forName(name, false, loader));
            } catch (ClassNotFoundException | LinkageError absent) {
                // Not of this version, or not there at all: then no value is of it
            }
        }
        return found;
    }
}
