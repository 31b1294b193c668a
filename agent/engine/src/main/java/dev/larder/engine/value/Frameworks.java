package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classes that frameworks put into return values without their being declared: found by name in the application's own
 * loader, in its own version.
 */
final class Frameworks {
    private static final String SPRING_DATA = "org.springframework.data.domain.";
    private static final String SPRING_HTTP = "org.springframework.http.";
    private static final String SPRING_UTIL = "org.springframework.util.";
    private static final String KOTLIN = "kotlin.collections.";
    private static final String JODA = "org.joda.time.";

    private static final Map<String, List<String>> IMPLEMENTATIONS = Map.of(
            SPRING_DATA + "Page", List.of(SPRING_DATA + "PageImpl"),
            SPRING_DATA + "Slice", List.of(SPRING_DATA + "SliceImpl", SPRING_DATA + "PageImpl"),
            SPRING_DATA + "Pageable", List.of(SPRING_DATA + "PageRequest", SPRING_DATA + "Unpaged"));

    /** Data through and through: whoever declares a collection, a status or a zone may get one of them. */
    private static final Set<String> DATA = Set.of(
            KOTLIN + "EmptyList",
            KOTLIN + "EmptySet",
            KOTLIN + "EmptyMap",
            KOTLIN + "builders.ListBuilder",
            KOTLIN + "builders.SetBuilder",
            KOTLIN + "builders.MapBuilder",
            SPRING_HTTP + "HttpStatus",
            SPRING_HTTP + "DefaultHttpStatusCode",
            SPRING_HTTP + "HttpHeaders",
            SPRING_HTTP + "ReadOnlyHttpHeaders",
            SPRING_UTIL + "LinkedCaseInsensitiveMap",
            SPRING_UTIL + "LinkedMultiValueMap",
            SPRING_UTIL + "MultiValueMapAdapter",
            SPRING_UTIL + "CollectionUtils$MultiValueMapAdapter",
            SPRING_UTIL + "UnmodifiableMultiValueMap",
            JODA + "UTCDateTimeZone",
            JODA + "tz.FixedDateTimeZone",
            JODA + "tz.CachedDateTimeZone",
            JODA + "chrono.ISOChronology",
            JODA + "chrono.GregorianChronology",
            JODA + "chrono.BuddhistChronology",
            JODA + "chrono.CopticChronology",
            JODA + "chrono.EthiopicChronology",
            JODA + "chrono.IslamicChronology",
            JODA + "PeriodType",
            JODA + "DurationFieldType$StandardDurationFieldType",
            JODA + "DateTimeFieldType$StandardDateTimeFieldType");

    /** Maps and sets that are nothing but a hull around another: no hash of theirs can differ in the next JVM. */
    private static final Set<String> HULLS = Set.of(
            SPRING_HTTP + "HttpHeaders",
            SPRING_HTTP + "ReadOnlyHttpHeaders",
            SPRING_UTIL + "LinkedMultiValueMap",
            SPRING_UTIL + "MultiValueMapAdapter",
            SPRING_UTIL + "CollectionUtils$MultiValueMapAdapter",
            SPRING_UTIL + "UnmodifiableMultiValueMap");

    /** What those classes find out from the rest of themselves, once asked for it. */
    private static final Set<String> VIEWS =
            Set.of("entrySet", "keySet", "values", "cachedAccept", "cachedContentType");

    private Frameworks() {}

    /** The classes that values of a type are of by default. */
    static List<Class<?>> implementations(Class<?> type) {
        List<String> names = IMPLEMENTATIONS.get(type.getName());
        return names == null ? List.of() : find(names, type.getClassLoader());
    }

    /** Whether the name is that of a class which may take the place of a declared one. */
    static boolean isData(String name) {
        return DATA.contains(name)
                || Guava.isData(name)
                || HibernateForms.isCollection(name)
                || AttributesForm.covers(name)
                || IndirectForm.covers(name);
    }

    static boolean isHull(Class<?> type) {
        return HULLS.contains(type.getName()) || Guava.isHull(type.getName());
    }

    static boolean isView(Field field) {
        String holder = field.getDeclaringClass().getName();
        return (VIEWS.contains(field.getName()) && ofSpring(holder)) || Guava.isView(field);
    }

    /** Bags and tables that lay out what they hold by hashes, without being sets or maps. */
    static boolean mayHash(Class<?> type) {
        String name = type.getName();
        return name.startsWith("org.eclipse.collections.impl.")
                || name.startsWith("it.unimi.dsi.fastutil.")
                || name.startsWith("com.carrotsearch.hppc.")
                || name.startsWith("gnu.trove.")
                || name.startsWith("org.pcollections.Hash")
                || (name.startsWith("io.vavr.collection.") && name.contains("Hash"))
                || (name.startsWith("scala.collection.") && (name.contains("Hash") || name.contains("Bitmap")))
                || (name.startsWith(Guava.HOME) && name.contains("Multiset"));
    }

    private static boolean ofSpring(String name) {
        return name.startsWith(SPRING_HTTP) || name.startsWith(SPRING_UTIL);
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
