package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.Selection.Purpose;
import dev.larder.engine.WovenMethods;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaConstant;
import org.jspecify.annotations.Nullable;

/** Rewrites one class: chooses its methods, and puts calls to the bridge around their bodies. Byte Buddy begins here. */
final class TypeWeaver {
    private static final int JAVA_7 = 51;

    private final Plans plans;
    private final WovenMethods methods;
    private final Bodies bodies;
    private final MethodDescription.InDefinedShape link;
    private final Class<?> bridge;
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    /** @param bridge what woven calls go through */
    TypeWeaver(Plans plans, WovenMethods methods, Bodies bodies, BridgeMethods bridge) {
        this.plans = plans;
        this.methods = methods;
        this.bodies = bodies;
        this.link = new MethodDescription.ForLoadedMethod(bridge.link());
        this.bridge = bridge.link().getDeclaringClass();
    }

    /** A method that was chosen, and by whom. */
    private record Chosen(MethodDescription.InDefinedShape method, List<Selection> selections) {}

    /**
     * @param candidates selections of types that this class is or descends from
     * @return null where nothing in the class is to be woven
     */
    byte @Nullable [] weave(ClassLoader loader, ClassHeader header, byte[] bytes, List<Selection> candidates) {
        String name = header.name().replace('/', '.');
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofSystemLoader());
        TypeDescription type =
                TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
        Map<String, Chosen> chosen = choose(type, Kind.of(header), candidates);
        if (chosen.isEmpty()) {
            return null;
        }
        Map<String, Integer> ids = new LinkedHashMap<>();
        chosen.forEach((key, one) -> ids.put(
                key,
                plans.id(new Plans.Plan(
                        name, one.method().getName(), one.method().getDescriptor(), one.selections()))));
        byte[] woven = byteBuddy
                .decorate(type, locator)
                .visit(new AsmVisitorWrapper.ForDeclaredMethods()
                        .method(method -> ids.containsKey(key(method)), advice(header.major(), ids)))
                .make()
                .getBytes();
        forEach(chosen, (method, selection) -> {
            if (selection.purpose() == Purpose.CACHE && Kind.of(header) == Kind.BODY) {
                bodies.found(selection);
            }
            methods.woven(selection, Described.method(method));
        });
        return woven;
    }

    private Advice advice(int version, Map<String, Integer> ids) {
        if (version < JAVA_7) {
            return DirectAdvice.calling(bridge, method -> ids.get(key(method)));
        }
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory().withSuppressed(Throwable.class))
                .bootstrap(
                        link,
                        (advice, ending) ->
                                (type, method) -> List.of(JavaConstant.Simple.ofLoaded(ids.get(key(method)))))
                .to(SiteAdvice.class);
    }

    private Map<String, Chosen> choose(TypeDescription type, Kind kind, List<Selection> candidates) {
        Map<String, Chosen> chosen = new LinkedHashMap<>();
        for (Selection selection : candidates) {
            MethodMatch match = new MethodMatch(selection.selector());
            List<String> reasons = new ArrayList<>();
            boolean found = false;
            for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
                if (!match.matches(method, kind == Kind.JDK_PROXY)) {
                    continue;
                }
                String reason = unfit(method, selection, kind);
                if (reason == null) {
                    found = true;
                    chosen.computeIfAbsent(key(method), key -> new Chosen(method, new ArrayList<>()))
                            .selections()
                            .add(selection);
                } else if (!reason.isEmpty()) {
                    reasons.add(reason);
                }
            }
            if (!found) {
                explain(type, selection, match, reasons);
            }
        }
        return chosen;
    }

    /** Why a method that the selector names can't be woven; null if it can, empty if that needs no word. */
    private @Nullable String unfit(MethodDescription.InDefinedShape method, Selection selection, Kind kind) {
        boolean caches = selection.purpose() == Purpose.CACHE;
        if (!method.isMethod()) {
            return "a constructor can't be woven";
        }
        if (method.isBridge() || method.isAbstract()) {
            // The bridge calls the real body; an abstract method has its bodies elsewhere.
            return "";
        }
        if (method.isNative()) {
            return Described.method(method) + " is native: it has no bytecode to weave";
        }
        if (caches && method.getReturnType().represents(void.class)) {
            return Described.method(method) + " returns nothing that could be cached";
        }
        if (caches && kind != Kind.BODY && (kind == Kind.SUBCLASS_PROXY || bodies.known(selection))) {
            // What the proxy adds (security, tenancy, transactions) must still run on a hit.
            return "";
        }
        return null;
    }

    private void explain(TypeDescription type, Selection selection, MethodMatch match, List<String> reasons) {
        if (!reasons.isEmpty()) {
            methods.refused(selection, String.join("; ", reasons));
        } else if (Names.candidates(selection.selector().type()).contains(type.getInternalName())
                && !Described.declares(type, match)) {
            methods.refused(selection, Described.noSuchMethod(type, selection.selector()));
        }
    }

    private static String key(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    private interface Visit {
        void each(MethodDescription.InDefinedShape method, Selection selection);
    }

    private static void forEach(Map<String, Chosen> chosen, Visit visit) {
        chosen.values().forEach(one -> one.selections().forEach(selection -> visit.each(one.method(), selection)));
    }
}
