package dev.larder.engine.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers which of the types that rules name a class descends from, before the class exists. No class is loaded for it:
 * inside a transformer that would hide the loaded class from all transformers. Supertypes are read as resources instead,
 * once per loader, and remembered.
 *
 * <p>Classes of libraries that can't know an application's types are not looked into, unless a rule names a type of such
 * a library itself.
 */
public final class Hierarchy {

    /** A type below one of these can only descend from a rule's type if that stands below the same one. */
    private static final List<String> LIBRARIES = List.of(
            "java/",
            "javax/",
            "jakarta/",
            "jdk/",
            "sun/",
            "com/sun/",
            "org/springframework/",
            "org/hibernate/",
            "org/apache/",
            "org/thymeleaf/",
            "org/slf4j/",
            "ch/qos/logback/",
            "com/fasterxml/",
            "tools/jackson/",
            "com/zaxxer/",
            "org/h2/",
            "org/postgresql/",
            "com/mysql/",
            "io/micrometer/",
            "io/netty/",
            "reactor/",
            "net/bytebuddy/",
            "org/objectweb/",
            "org/aspectj/",
            "org/flywaydb/",
            "org/jboss/",
            "kotlin/",
            "kotlinx/",
            "scala/",
            "groovy/",
            "org/codehaus/",
            "com/google/common/",
            "org/yaml/",
            "org/attoparser/",
            "org/eclipse/",
            "org/junit/",
            "org/mockito/",
            "org/antlr/",
            "io/prometheus/",
            "org/glassfish/",
            "org/reactivestreams/");

    private final Set<String> wanted;
    private final Map<String, Pattern> patterns = new LinkedHashMap<>();
    private final String[] skipped; // sorted; none begins like another

    // Keyed weakly by loader; the values hold names alone, so nothing here keeps an application alive.
    private final Map<ClassLoader, Map<String, Set<String>>> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param wanted internal names of the types that rules name, or patterns of such names ({@link TypePattern}) */
    public Hierarchy(Set<String> wanted) {
        this.wanted = wanted;
        for (String type : wanted) {
            if (TypePattern.isPattern(type)) {
                patterns.put(type, TypePattern.regex(type));
            }
        }
        this.skipped = without(wanted);
    }

    /** The libraries in which no rule names a type. */
    private static String[] without(Set<String> wanted) {
        String[] all = LIBRARIES.toArray(new String[0]);
        Arrays.sort(all);
        BitSet named = new BitSet(all.length);
        String last = "";
        for (String type : wanted) {
            // Rules often name neighbours; a library's name ends with a package's
            int end = type.lastIndexOf('/') + 1;
            if (end == last.length() && type.startsWith(last)) {
                continue;
            }
            last = type.substring(0, end);
            int library = beginning(all, type);
            if (library >= 0) {
                named.set(library);
            }
        }
        String[] skipped = new String[all.length - named.cardinality()];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (!named.get(i)) {
                skipped[count++] = all[i];
            }
        }
        return skipped;
    }

    /**
     * The place of the prefix that the name begins with, less than 0 where there is none. It can only be the last one that
     * sorts before the name, which is asked for every class.
     */
    private static int beginning(String[] sorted, String name) {
        int place = Arrays.binarySearch(sorted, name);
        int before = place >= 0 ? place : -place - 2;
        return before >= 0 && name.startsWith(sorted[before]) ? before : -1;
    }

    /** True where a class of this name needs no look: nothing that a rule names can be above it. */
    public boolean foreign(String internalName) {
        // Proxies of the JDK stand in jdk.proxyN and implement whatever the application wants.
        return beginning(skipped, internalName) >= 0
                && !internalName.startsWith("com/sun/proxy/")
                && !internalName.startsWith("jdk/proxy");
    }

    /** What is wanted of the types that this class is, extends or implements, as it was given. */
    public Set<String> wantedAbove(ClassLoader loader, ClassHeader header) {
        Map<String, Set<String>> memory = memory(loader);
        Set<String> found = collect(loader, header, memory, 0);
        memory.put(header.name(), found);
        return found;
    }

    /** The same for a class that is there already. */
    public Set<String> namesAbove(Class<?> type) {
        Set<String> found = new LinkedHashSet<>();
        collect(type, found);
        return found;
    }

    private void collect(Class<?> type, Set<String> found) {
        String name = type.getName().replace('.', '/');
        if (foreign(name)) {
            return;
        }
        found.addAll(named(name));
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), found);
        }
        for (Class<?> implemented : type.getInterfaces()) {
            collect(implemented, found);
        }
    }

    private Map<String, Set<String>> memory(ClassLoader loader) {
        return known.computeIfAbsent(loader, key -> new ConcurrentHashMap<>());
    }

    private Set<String> collect(ClassLoader loader, ClassHeader header, Map<String, Set<String>> memory, int depth) {
        Set<String> found = null;
        found = add(found, named(header.name()));
        if (header.superName() != null) {
            found = add(found, above(loader, header.superName(), memory, depth));
        }
        for (String type : header.interfaces()) {
            found = add(found, above(loader, type, memory, depth));
        }
        return found == null ? Set.of() : Set.copyOf(found);
    }

    /** What is wanted that this name alone fulfils. */
    private Set<String> named(String name) {
        Set<String> found = wanted.contains(name) ? Set.of(name) : Set.of();
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            if (pattern.getValue().matcher(name).matches()) {
                Set<String> more = new LinkedHashSet<>(found);
                more.add(pattern.getKey());
                found = more;
            }
        }
        return found;
    }

    private static @Nullable Set<String> add(@Nullable Set<String> found, Set<String> more) {
        if (more.isEmpty()) {
            return found;
        }
        Set<String> all = found == null ? new LinkedHashSet<>() : found;
        all.addAll(more);
        return all;
    }

    private Set<String> above(ClassLoader loader, String name, Map<String, Set<String>> memory, int depth) {
        Set<String> remembered = memory.get(name);
        if (remembered != null) {
            return remembered;
        }
        // A hostile or broken hierarchy may be circular; no honest one is this deep.
        if (foreign(name) || depth > 200) {
            return Set.of();
        }
        ClassHeader header = read(loader, name);
        Set<String> found;
        if (header == null) {
            // Generated at run time and not seen yet: it can only be a wanted type itself.
            found = named(name);
        } else {
            found = collect(loader, header, memory, depth + 1);
        }
        memory.put(name, found);
        return found;
    }

    private static @Nullable ClassHeader read(ClassLoader loader, String name) {
        byte[] bytes = bytes(loader, name);
        return bytes == null ? null : ClassHeader.read(bytes);
    }

    /** A class that its loader can show as a file; null for those that it can't. */
    public static @Nullable ClassOutline outline(ClassLoader loader, String name) {
        byte[] bytes = bytes(loader, name);
        return bytes == null ? null : ClassOutline.read(bytes);
    }

    static byte @Nullable [] bytes(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null;
        }
    }
}
