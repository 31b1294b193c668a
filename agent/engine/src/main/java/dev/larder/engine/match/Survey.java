package dev.larder.engine.match;

import dev.larder.engine.Selection;
import dev.larder.engine.key.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What rules would weave of an application that isn't running, told by the same means as in one that is. Classes are
 * given one after the other ({@link #look}), then {@link #findings} says what came of it. Used by one thread.
 */
public final class Survey {

    /** A method that would be woven for a rule. */
    public record Woven(ClassOutline type, MethodOutline method, Set<Habit> habits) {
        public String describe() {
            return type.describe(method);
        }
    }

    /**
     * What came of one rule.
     *
     * @param woven its methods
     * @param standIns methods of interfaces without a body, which are woven in the proxies that are made at run time
     * @param refusals why others can't be had, in words
     */
    public record Findings(Selection selection, List<Woven> woven, List<String> standIns, Set<String> refusals) {}

    private static final class Found {
        private final List<Woven> woven = new ArrayList<>();
        private final Set<String> standIns = new TreeSet<>();
        private final Set<String> refusals = new LinkedHashSet<>();
        private boolean typeSeen;
    }

    private final ClassLoader loader;
    private final Hierarchy hierarchy;
    private final Map<Selection, Set<String>> types = new LinkedHashMap<>();
    private final Map<Selection, Found> found = new LinkedHashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final InheritedBodies inherited;
    private final Set<String> held = new LinkedHashSet<>();

    /** @param loader shows the application's classes as resources; none is loaded through it */
    public Survey(List<Selection> selections, ClassLoader loader) {
        this.loader = loader;
        Set<String> wanted = new LinkedHashSet<>();
        for (Selection selection : selections) {
            Set<String> candidates = TypeNames.candidates(selection.selector().type());
            types.put(selection, candidates);
            found.put(selection, new Found());
            wanted.addAll(candidates);
        }
        this.hierarchy = new Hierarchy(wanted);
        this.inherited = new InheritedBodies(hierarchy);
    }

    /** False for a class that no rule can mean: its file needn't be read. */
    public boolean wants(String internalName) {
        return !hierarchy.foreign(internalName);
    }

    /** Looks at one class. */
    public void look(byte[] classFile) {
        ClassHeader header = ClassHeader.read(classFile);
        if (header == null) {
            return;
        }
        names.add(header.name().replace('/', '.'));
        Set<String> above = hierarchy.wantedAbove(loader, header);
        List<Selection> candidates = types.entrySet().stream()
                .filter(one -> one.getValue().stream().anyMatch(above::contains))
                .map(Map.Entry::getKey)
                .toList();
        ClassOutline outline = candidates.isEmpty() ? null : ClassOutline.read(classFile);
        if (outline == null) {
            return;
        }
        for (Selection selection : candidates) {
            Found of = found.get(selection);
            if (of != null) {
                of.typeSeen |= TypePattern.of(selection.selector().type()).matches(header.name());
                standIns(selection, outline, of);
            }
        }
        // No proxy of the JDK's stands in a file, so whether there is a body elsewhere decides nothing
        Choice choice = new Chooser(outline, any -> false, name -> Hierarchy.outline(loader, name)).choose(candidates);
        choice.refusals().forEach(refusal -> refused(refusal.selection(), refusal.reason()));
        choice.methods().forEach(chosen -> chosen(outline, chosen, classFile));
        inherited.of(loader, outline, candidates).forEach(this::held);
    }

    /** Bodies that a class above holds, told once for all classes that have them from there. */
    private void held(String holder, Set<Selection> selections) {
        byte[] classFile = Hierarchy.bytes(loader, holder);
        ClassOutline outline = classFile == null ? null : ClassOutline.read(classFile);
        if (classFile == null || outline == null) {
            return;
        }
        List<Selection> news = selections.stream()
                .filter(selection -> held.add(holder + " " + selection.purpose() + " " + selection.rule()))
                .toList();
        new Chooser(outline, any -> false, name -> Hierarchy.outline(loader, name))
                .choose(news)
                .methods()
                .forEach(chosen -> chosen(outline, chosen, classFile));
    }

    private void standIns(Selection selection, ClassOutline outline, Found into) {
        if (outline.header().isInterface()) {
            standIns(outline, outline, new MethodMatch(selection.selector()), into, new LinkedHashSet<>());
        }
    }

    /** Those that an interface declares or inherits: its proxies have them all. */
    private void standIns(ClassOutline proxied, ClassOutline outline, MethodMatch match, Found into, Set<String> seen) {
        for (MethodOutline method : outline.methods()) {
            // What stands above may have had type variables where the rule names types
            if (method.isAbstract() && match.matches(method, !outline.equals(proxied))) {
                into.standIns.add(proxied.describe(method));
            }
        }
        for (String name : outline.header().interfaces()) {
            ClassOutline above = seen.add(name) ? Hierarchy.outline(loader, name) : null;
            if (above != null) {
                standIns(proxied, above, match, into, seen);
            }
        }
    }

    /** One method serves one cache, or evicts: as when it is linked. */
    private void chosen(ClassOutline outline, Choice.Chosen chosen, byte[] classFile) {
        Roles roles = Roles.of(chosen.selections());
        roles.refused().forEach((selection, why) -> refused(selection, outline.describe(chosen.method()) + " " + why));
        Woven woven = new Woven(outline, chosen.method(), Habit.of(classFile, chosen.method()));
        roles.served().forEach(selection -> {
            Found of = found.get(selection);
            if (of != null) {
                of.woven.add(woven);
            }
        });
    }

    private void refused(Selection selection, String reason) {
        Found of = found.get(selection);
        if (of != null) {
            of.refusals.add(reason);
        }
    }

    /** What came of each rule, in the order of the selections. */
    public List<Findings> findings() {
        List<Findings> findings = new ArrayList<>();
        found.forEach((selection, of) -> {
            Set<String> refusals = new LinkedHashSet<>(of.refusals);
            boolean nothing = of.woven.isEmpty() && of.standIns.isEmpty() && refusals.isEmpty();
            if (nothing) {
                refusals.add(of.typeSeen ? "None of its methods has a body to weave" : unknown(selection));
            }
            findings.add(new Findings(
                    selection,
                    List.copyOf(of.woven),
                    of.woven.isEmpty() ? List.copyOf(of.standIns) : List.of(),
                    refusals));
        });
        return findings;
    }

    private String unknown(Selection selection) {
        String type = selection.selector().type();
        if (selection.selector().manyTypes()) {
            return "No class is called " + type + " that has such a method";
        }
        String guess = guess(type);
        return "There is no class " + type + "." + (guess == null ? "" : " Did you mean '" + guess + "'?");
    }

    /** The same name in another package, else the nearest in the same package, else the nearest at all. */
    private @Nullable String guess(String type) {
        int begin = begin(type);
        String simple = type.substring(begin);
        String place = type.substring(0, begin);
        Set<String> neighbours = new TreeSet<>();
        for (String name : names) {
            if (name.substring(begin(name)).equals(simple)) {
                return name;
            }
            if (name.startsWith(place)) {
                neighbours.add(name.substring(begin));
            }
        }
        String neighbour = Nearest.of(simple, neighbours);
        return neighbour != null ? place + neighbour : Nearest.of(type, names);
    }

    /** Where the simple name begins. */
    private static int begin(String type) {
        return Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1;
    }
}
