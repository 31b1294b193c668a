package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.match.Choice;
import dev.larder.engine.match.Chooser;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.Hierarchy;
import dev.larder.engine.match.TypeNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One set of rules as the weaver sees it. Replaced as a whole, so that nobody works by half of two. */
final class RulesInForce {
    private final WovenMethods methods;
    private final List<Wanted> wanted;
    private final Hierarchy hierarchy;
    private final Bodies bodies = new Bodies();

    /** A selection with the internal names that its type can have. */
    private record Wanted(Selection selection, Set<String> types) {}

    RulesInForce(WovenMethods methods) {
        this.methods = methods;
        this.wanted = methods.selections().stream()
                .map(selection -> new Wanted(
                        selection, TypeNames.candidates(selection.selector().type())))
                .toList();
        Set<String> types = new LinkedHashSet<>();
        wanted.forEach(one -> types.addAll(one.types()));
        this.hierarchy = new Hierarchy(types);
    }

    WovenMethods methods() {
        return methods;
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    Bodies bodies() {
        return bodies;
    }

    boolean empty() {
        return wanted.isEmpty();
    }

    /** Says of selections of the JDK's own classes that these stay as they are. */
    void refuseTheJdks() {
        for (Wanted one : wanted) {
            for (String type : one.types()) {
                if (ofTheJdk(type)) {
                    methods.refused(
                            one.selection(),
                            type.replace('/', '.')
                                    + " is the JDK's own, which is never woven; the application's classes below it are");
                }
            }
        }
    }

    private static boolean ofTheJdk(String type) {
        // Names of other places are not even looked up.
        if (!type.startsWith("java/") && !type.startsWith("javax/") && !type.startsWith("jdk/")) {
            return false;
        }
        try {
            Class.forName(type.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false;
        }
    }

    /** @param above internal names of wanted types that a class is or descends from */
    List<Selection> candidates(Set<String> above) {
        return wanted.stream()
                .filter(one -> one.types().stream().anyMatch(above::contains))
                .map(Wanted::selection)
                .toList();
    }

    Choice choose(ClassLoader loader, ClassOutline outline, List<Selection> candidates) {
        return new Chooser(outline, bodies::known, name -> Hierarchy.outline(loader, name)).choose(candidates);
    }
}
