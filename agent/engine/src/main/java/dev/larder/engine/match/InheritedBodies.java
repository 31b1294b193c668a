package dev.larder.engine.match;

import dev.larder.engine.Selection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bodies that a class has from superclasses which the rule doesn't mean: {@code class Impl extends Base implements Writer},
 * where the rule names {@code Writer#save} and the body is {@code Base}'s. Such a body serves objects of {@code Impl} and
 * not those of other classes below {@code Base}. For any thread.
 */
public final class InheritedBodies {
    private final Hierarchy hierarchy;

    public InheritedBodies(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** Whether the class is, or stands below, what the selection names. */
    public boolean means(Selection selection, Class<?> type) {
        Set<String> types = TypeNames.candidates(selection.selector().type());
        return hierarchy.namesAbove(type).stream().anyMatch(types::contains);
    }

    /**
     * The superclasses that hold bodies for a class, by internal name, each with what it holds them for.
     *
     * @param candidates selections of types that this class is or descends from
     */
    public Map<String, Set<Selection>> of(ClassLoader loader, ClassOutline type, List<Selection> candidates) {
        Map<String, Set<Selection>> found = new LinkedHashMap<>();
        if (!type.header().isInterface() && ClassKind.of(type.header()) == ClassKind.BODY) {
            for (Selection selection : candidates) {
                for (String holder : holders(loader, type, selection)) {
                    found.computeIfAbsent(holder, key -> new LinkedHashSet<>()).add(selection);
                }
            }
        }
        return found;
    }

    private Set<String> holders(ClassLoader loader, ClassOutline type, Selection selection) {
        Set<String> types = TypeNames.candidates(selection.selector().type());
        MethodMatch match = new MethodMatch(selection.selector());
        Set<String> holders = new LinkedHashSet<>();
        Set<String> overridden = new LinkedHashSet<>();
        type.methods().forEach(method -> overridden.add(method.key()));
        String name = type.header().superName();
        while (name != null && !hierarchy.foreign(name)) {
            ClassOutline above = Hierarchy.outline(loader, name);
            if (above == null
                    || hierarchy.wantedAbove(loader, above.header()).stream().anyMatch(types::contains)) {
                // What the rule means itself has its bodies woven for all its objects
                break;
            }
            for (MethodOutline method : above.methods()) {
                if (method.isInherited()
                        && match.matches(method, false)
                        && overridden.add(method.key())
                        && named(loader, type, selection, types, method)) {
                    holders.add(name);
                }
            }
            name = above.header().superName();
        }
        return holders;
    }

    /**
     * Whether the type that the rule names has such a method. The class itself inherits all of its superclass, so that a
     * pattern of method names means what it declares, and a name what it inherits.
     */
    private boolean named(
            ClassLoader loader, ClassOutline type, Selection selection, Set<String> types, MethodOutline method) {
        boolean pattern = selection.selector().method().indexOf('*') >= 0;
        if (types.contains(type.header().name())) {
            return !pattern;
        }
        return declares(loader, type, types, method, false, new LinkedHashSet<>());
    }

    /** @param below whether the type is one that the rule names, or stands above one */
    private boolean declares(
            ClassLoader loader,
            ClassOutline type,
            Set<String> types,
            MethodOutline method,
            boolean below,
            Set<String> seen) {
        for (String name : type.header().interfaces()) {
            ClassOutline above = seen.add(name) ? Hierarchy.outline(loader, name) : null;
            if (above == null) {
                continue;
            }
            boolean wanted =
                    below || types.stream().anyMatch(one -> TypePattern.of(one).matches(name));
            if (wanted && above.methods().stream().anyMatch(one -> sameCall(one, method))) {
                return true;
            }
            if (declares(loader, above, types, method, wanted, seen)) {
                return true;
            }
        }
        return false;
    }

    /** Type variables may be erased to other types in the one than in the other. */
    private static boolean sameCall(MethodOutline declared, MethodOutline body) {
        return declared.name().equals(body.name())
                && declared.parameters().size() == body.parameters().size();
    }
}
