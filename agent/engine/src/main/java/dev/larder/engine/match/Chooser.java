package dev.larder.engine.match;

import dev.larder.engine.Selection;
import dev.larder.engine.Selection.Purpose;
import dev.larder.engine.key.Nearest;
import dev.larder.engine.rule.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the methods of one class that rules name, and says why where one can't be had. */
public final class Chooser {
    private static final int MOST_SHOWN = 12;

    private final ClassOutline type;
    private final ClassKind kind;
    private final Predicate<Selection> bodyKnown;
    private final Function<String, @Nullable ClassOutline> supertypes;

    /**
     * @param bodyKnown whether a selection has a body of its own elsewhere: then proxies don't stand in for it
     * @param supertypes finds a class by its internal name; null where it can't be found
     */
    public Chooser(
            ClassOutline type, Predicate<Selection> bodyKnown, Function<String, @Nullable ClassOutline> supertypes) {
        this.type = type;
        this.kind = ClassKind.of(type.header());
        this.bodyKnown = bodyKnown;
        this.supertypes = supertypes;
    }

    /** @param candidates selections of types that this class is or descends from */
    public Choice choose(List<Selection> candidates) {
        Map<MethodOutline, List<Selection>> chosen = new LinkedHashMap<>();
        List<Choice.Refusal> refusals = new ArrayList<>();
        for (Selection selection : candidates) {
            MethodMatch match = new MethodMatch(selection.selector());
            List<MethodMatch> excluded = excluded(selection.selector());
            Set<String> reasons = new LinkedHashSet<>();
            Set<MethodOutline> found = new LinkedHashSet<>();
            for (MethodOutline method : type.methods()) {
                if (method.isSynthetic() && !method.isBridge()) {
                    // What a compiler makes of lambdas and the like is nobody's method.
                    continue;
                }
                boolean loose = kind == ClassKind.JDK_PROXY;
                if (match.matches(method, loose) && excluded.stream().noneMatch(one -> one.matches(method, loose))) {
                    MethodOutline body = method.isBridge() ? bridged(method) : method;
                    String reason = body == null ? "" : unfit(body, selection);
                    if (reason == null && body != null) {
                        found.add(body);
                    } else if (reason != null && !reason.isEmpty()) {
                        reasons.add(reason);
                    }
                }
            }
            found.forEach(method ->
                    chosen.computeIfAbsent(method, key -> new ArrayList<>()).add(selection));
            if (found.isEmpty()) {
                String reason = reasons.isEmpty() ? missing(selection, match) : String.join("; ", reasons);
                if (reason != null) {
                    refusals.add(new Choice.Refusal(selection, reason));
                }
            }
        }
        List<Choice.Chosen> methods = new ArrayList<>();
        chosen.forEach((method, selections) -> methods.add(new Choice.Chosen(method, selections)));
        return new Choice(methods, refusals);
    }

    /** What is taken away from the selector, as far as it concerns this class. */
    private List<MethodMatch> excluded(Selector selector) {
        return selector.exclude().stream()
                .filter(one -> descends(type, TypePattern.of(one.type()), new LinkedHashSet<>()))
                .map(MethodMatch::new)
                .toList();
    }

    /** Whether the class is one of those, or stands below one of them. */
    private boolean descends(ClassOutline outline, TypePattern wanted, Set<String> seen) {
        if (wanted.matches(outline.header().name())) {
            return true;
        }
        for (String name : above(outline)) {
            if (!seen.add(name)) {
                continue;
            }
            ClassOutline supertype = supertypes.apply(name);
            if (wanted.matches(name) || (supertype != null && descends(supertype, wanted, seen))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> above(ClassOutline outline) {
        List<String> above = new ArrayList<>(outline.header().interfaces());
        if (outline.header().superName() != null) {
            above.add(outline.header().superName());
        }
        return above;
    }

    /**
     * The method that a compiler's bridge calls: {@code save(Post)} for {@code save(Object)}, where the selector names
     * the interface that has a type variable there. Null where that isn't plain to see.
     */
    private @Nullable MethodOutline bridged(MethodOutline bridge) {
        List<MethodOutline> same = type.methods().stream()
                .filter(method -> !method.isBridge()
                        && method.name().equals(bridge.name())
                        && method.parameters().size() == bridge.parameters().size())
                .toList();
        return same.size() == 1 ? same.get(0) : null;
    }

    /** Why a method that the selector names can't be woven; null if it can, empty if that needs no word. */
    private @Nullable String unfit(MethodOutline method, Selection selection) {
        boolean caches = selection.purpose() == Purpose.CACHE;
        if (!method.isMethod()) {
            return "a constructor can't be woven";
        }
        if (method.isAbstract()) {
            // Its bodies are elsewhere.
            return "";
        }
        if (method.isNative()) {
            return type.describe(method) + " is native: it has no bytecode to weave";
        }
        if (method.suspends()) {
            return type.describe(method)
                    + " is a Kotlin suspend function: it returns before its work is done, and can't be served";
        }
        if (selection.purpose() == Purpose.PASS) {
            return kind == ClassKind.BODY ? "" : null;
        }
        if (caches && method.returned().equals("void")) {
            return type.describe(method) + " returns nothing that could be cached";
        }
        if (caches && kind != ClassKind.BODY && (kind == ClassKind.SUBCLASS_PROXY || bodyKnown.test(selection))) {
            // What the proxy adds (security, tenancy, transactions) must still run on a hit.
            return "";
        }
        return null;
    }

    /** In words, where the class that the rule names has no such method, nor anything above it. */
    private @Nullable String missing(Selection selection, MethodMatch match) {
        Selector selector = selection.selector();
        // A pattern names no class in particular, so a class needn't have what others of them have
        if (selection.purpose() == Purpose.PASS
                || !TypeNames.candidates(selector.type()).contains(type.header().name())
                || declares(type, match, new LinkedHashSet<>())) {
            return null;
        }
        Set<String> same = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (MethodOutline method : type.methods()) {
            if (method.isMethod() && !method.isSynthetic()) {
                names.add(method.name());
                (method.name().equals(selector.method()) ? same : others).add(method.signature());
            }
        }
        String text = selector.toString();
        String wanted = type.readableName() + " has no method " + text.substring(text.indexOf('#') + 1);
        if (!same.isEmpty()) {
            return wanted + ", but " + String.join(" and ", same);
        }
        String nearest = Nearest.of(selector.method(), names);
        List<String> shown = new ArrayList<>(others);
        if (nearest != null) {
            shown.sort(Comparator.comparing(signature -> !signature.startsWith(nearest + "(")));
        }
        return wanted + "; it has " + (shown.isEmpty() ? "none" : shown(shown))
                + (nearest == null ? "" : ". Did you mean '" + nearest + "'?");
    }

    /** As many as help. */
    private static String shown(List<String> signatures) {
        List<String> first = signatures.stream().limit(MOST_SHOWN).toList();
        int left = signatures.size() - first.size();
        return String.join(", ", first) + (left > 0 ? " and " + left + " more" : "");
    }

    /** True where the type declares or inherits a method that the selector names, with or without a body. */
    private boolean declares(ClassOutline outline, MethodMatch match, Set<String> seen) {
        if (outline.methods().stream().anyMatch(method -> match.matches(method, true))) {
            return true;
        }
        for (String name : above(outline)) {
            if (name.equals("java/lang/Object") || !seen.add(name)) {
                continue;
            }
            ClassOutline supertype = supertypes.apply(name);
            // A supertype that can't be found: not for us to call the rule wrong.
            if (supertype == null || declares(supertype, match, seen)) {
                return true;
            }
        }
        return false;
    }
}
