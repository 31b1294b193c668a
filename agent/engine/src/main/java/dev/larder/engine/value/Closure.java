package dev.larder.engine.value;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a method's values may be of: those that its declared return type reaches, and those that the rule
 * allows. A name from the bytes leads to a class only here, and none is initialised by being found. For any thread.
 */
final class Closure {
    private final Map<String, Class<?>> declared;
    private final Allow allow;
    private final @Nullable ClassLoader loader;
    private final Map<String, Class<?>> allowed = new ConcurrentHashMap<>();

    /** @param loader that finds the allowed classes, the one of the class that was woven */
    Closure(Map<String, Class<?>> declared, Allow allow, @Nullable ClassLoader loader) {
        this.declared = Map.copyOf(declared);
        this.allow = allow;
        this.loader = loader;
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
            type = allowed.get(name);
        }
        return type != null || !allow.covers(name) ? type : load(name);
    }

    private @Nullable Class<?> load(String name) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            if (Forms.ofJdk(type)) {
                // Only those with a form of their own, and these never come by name
                return null;
            }
            allowed.put(name, type);
            return type;
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    /** Of every class in it; the allowed ones count by their patterns, and each again in the bytes that hold it. */
    long shape(Forms forms) {
        Fingerprint print = new Fingerprint();
        new TreeMap<>(declared)
                .forEach((name, type) -> print.add(name).add(forms.get(type).shape()));
        List<String> globs = allow.globs().stream().sorted().toList();
        globs.forEach(print::add);
        return print.value();
    }
}
