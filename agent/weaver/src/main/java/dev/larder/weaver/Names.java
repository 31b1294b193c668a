package dev.larder.weaver;

import java.util.LinkedHashSet;
import java.util.Set;

/** From names as people write them to internal names. */
final class Names {

    private Names() {}

    /** {@code blog.Outer.Inner} may be a class in a package or a nested one: every internal name that it can stand for. */
    static Set<String> candidates(String type) {
        Set<String> names = new LinkedHashSet<>();
        String name = type.replace('.', '/');
        names.add(name);
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/')) {
            name = name.substring(0, slash) + '$' + name.substring(slash + 1);
            names.add(name);
        }
        return names;
    }
}
