package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.match.Choice;
import dev.larder.engine.match.Chooser;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.Hierarchy;
import dev.larder.engine.match.InheritedBodies;
import dev.larder.engine.match.TypeNames;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One set of rules as the weaver sees it. Replaced as a whole, so that nobody works by half of two. */
final class RulesInForce {
    private final WovenMethods methods;
    private final List<Wanted> wanted;
    private final Set<String> types = new LinkedHashSet<>();
    private final Hierarchy hierarchy;
    private final Bodies bodies = new Bodies();
    private final Set<Selection> active = ConcurrentHashMap.newKeySet();
    private final InheritedBodies inheritedBodies;
    private final Map<String, Set<Selection>> inherited = new ConcurrentHashMap<>();

    /** A selection with the internal names that its type can have. */
    private record Wanted(Selection selection, Set<String> types) {}

    RulesInForce(WovenMethods methods) {
        this.methods = methods;
        this.wanted = methods.selections().stream()
                .map(selection -> new Wanted(
                        selection, TypeNames.candidates(selection.selector().type())))
                .toList();
        wanted.forEach(one -> types.addAll(one.types()));
        this.hierarchy = new Hierarchy(types);
        this.inheritedBodies = new InheritedBodies(hierarchy);
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
        if (type.charAt(0) != 'j'
                || (!type.startsWith("java/") && !type.startsWith("javax/") && !type.startsWith("jdk/"))) {
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
        // Nearly every class: at a start with many rules, going through all of them for each cost a tenth of a second.
        // The
        // names above are few; disjoint goes through its second set where both are sets.
        if (above.isEmpty() || Collections.disjoint(types, above)) {
            return List.of();
        }
        return wanted.stream()
                .filter(one -> one.types().stream().anyMatch(above::contains))
                .map(Wanted::selection)
                .toList();
    }

    /**
     * Notes which superclasses hold bodies for this class.
     *
     * @return internal names of those that were not known to hold what they do
     */
    Set<String> inherit(ClassLoader loader, ClassOutline outline, List<Selection> candidates) {
        Set<String> news = new LinkedHashSet<>();
        inheritedBodies.of(loader, outline, candidates).forEach((holder, selections) -> {
            if (inherited
                    .computeIfAbsent(holder, key -> ConcurrentHashMap.newKeySet())
                    .addAll(selections)) {
                news.add(holder);
            }
        });
        return news;
    }

    /** A method was woven for it. */
    void active(Selection selection) {
        active.add(selection);
    }

    boolean allActive() {
        return wanted.stream().map(Wanted::selection).allMatch(this::settled);
    }

    /** Whether something is woven for it, or needn't be. */
    private boolean settled(Selection selection) {
        return selection.purpose() == Selection.Purpose.PASS || active.contains(selection);
    }

    /** Says of a selection of which nothing is woven that this class, which is there and can't be, is what it means. */
    void refuseHidden(Class<?> type) {
        for (Selection selection : candidates(hierarchy.namesAbove(type))) {
            if (!settled(selection)) {
                methods.refused(
                        selection,
                        type.getName()
                                + " is a lambda or another hidden class, which can't be woven: name a method that calls it,"
                                + " or write it as a class");
            }
        }
    }

    /** What a class holds bodies of for classes below it, though no rule means the class itself. By internal name. */
    Set<Selection> heldBy(String name) {
        return inherited.getOrDefault(name, Set.of());
    }

    /** Whether the class is, or stands below, what the selection names. */
    boolean means(Selection selection, Class<?> type) {
        return inheritedBodies.means(selection, type);
    }

    /** All that may choose methods of a class: by what stands above it, and by what stands below. */
    List<Selection> candidates(Set<String> above, String name) {
        Set<Selection> held = heldBy(name);
        List<Selection> direct = candidates(above);
        if (held.isEmpty()) {
            return direct;
        }
        Set<Selection> all = new LinkedHashSet<>(direct);
        all.addAll(held);
        return List.copyOf(all);
    }

    Choice choose(ClassLoader loader, ClassOutline outline, List<Selection> candidates) {
        return new Chooser(outline, bodies::known, name -> Hierarchy.outline(loader, name)).choose(candidates);
    }
}
