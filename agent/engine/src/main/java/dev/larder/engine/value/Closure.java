package dev.larder.engine.value;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a method's values may be of: those that its declared return type reaches, those that the rule allows,
 * and the data classes of known frameworks. A name from the bytes leads to a class only here, and none is initialised by
 * being found. For any thread.
 */
final class Closure {
    private static final Set<String> ENTITIES = Set.of("jakarta.persistence.Entity", "javax.persistence.Entity");

    private final Map<String, Class<?>> declared;
    private final Allow allow;
    private final List<@Nullable ClassLoader> loaders;
    private final Map<String, Class<?>> further = new ConcurrentHashMap<>();

    /** @param loaders that find the classes which are not declared, that of the class that was woven first */
    Closure(Map<String, Class<?>> declared, Allow allow, List<@Nullable ClassLoader> loaders) {
        this.declared = Map.copyOf(declared);
        this.allow = allow;
        this.loaders = loaders;
    }

    /** The names of those that the declared return type reaches. */
    Set<String> declared() {
        return declared.keySet();
    }

    /** Whether any declared class, or one of its superclasses, says that it is an entity. */
    boolean holdsEntities() {
        for (Class<?> type : declared.values()) {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Annotation annotation : each.getDeclaredAnnotations()) {
                    // By name: the application's loader has its own
                    if (ENTITIES.contains(annotation.annotationType().getName())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    void admit(Class<?> type) throws RefusedException {
        Class<?> known = find(type.getName());
        if (known == type) {
            return;
        }
        if (Forms.ofJdk(type)) {
            // Can't be allowed: an array of it, an enum, or the key of an enum map
            throw new RefusedException(type.getName() + " is a class of the JDK that Larder can't bring back");
        }
        if (known == null && UnloadedProxyForm.isOf(type, type.getSuperclass())) {
            admit(type.getSuperclass());
        }
        throw new RefusedException(
                known == null
                        ? type.getName() + " is not among the types that the method declares; to cache it, add "
                                + Allow.line(type)
                        : type.getName() + " is of another class loader than the method's own class of that name");
    }

    @Nullable
    Class<?> find(String name) {
        Class<?> type = declared.get(name);
        if (type == null) {
            type = further.get(name);
        }
        if (type != null) {
            return type;
        }
        if (name.endsWith(UnloadedProxyForm.NAME_END)) {
            return proxy(name);
        }
        return allow.covers(name) || Frameworks.isData(name) ? load(name) : null;
    }

    /** Hibernate's of an entity that is in the closure, and no other class of such a name. */
    private @Nullable Class<?> proxy(String name) {
        String of = name.substring(0, name.length() - UnloadedProxyForm.NAME_END.length());
        // A proxy of a proxy is nobody's, however often bytes say so
        Class<?> entity = of.endsWith(UnloadedProxyForm.NAME_END) ? null : find(of);
        if (entity == null) {
            return null;
        }
        try {
            Class<?> type = Class.forName(name, false, entity.getClassLoader());
            if (UnloadedProxyForm.isOf(type, entity)) {
                further.put(name, type);
                return type;
            }
        } catch (ClassNotFoundException | LinkageError unmade) {
            // No session factory of this JVM has made it yet
        }
        return null;
    }

    private @Nullable Class<?> load(String name) {
        for (ClassLoader loader : loaders) {
            try {
                Class<?> type = Class.forName(name, false, loader);
                if (Forms.ofJdk(type)) {
                    // Only those with a form of their own, and these never come by name
                    return null;
                }
                further.put(name, type);
                return type;
            } catch (ClassNotFoundException | LinkageError absent) {
                // Perhaps the next one sees it
            }
        }
        return null;
    }

    /** Of every declared class; the others count by their patterns, and each again in the bytes that hold it. */
    long shape(Forms forms) {
        Fingerprint print = new Fingerprint();
        for (String name : sorted(declared.keySet())) {
            print.add(name);
            Class<?> type = declared.get(name);
            print.add(type == null ? 0 : forms.get(type).shape());
        }
        for (String glob : sorted(allow.globs())) {
            print.add(glob);
        }
        return print.value();
    }

    private static List<String> sorted(Collection<String> names) {
        List<String> all = new ArrayList<>(names);
        Collections.sort(all);
        return all;
    }
}
