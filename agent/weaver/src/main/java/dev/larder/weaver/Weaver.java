package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.log.Log;
import dev.larder.engine.match.Choice;
import dev.larder.engine.match.Chooser;
import dev.larder.engine.match.ClassHeader;
import dev.larder.engine.match.ClassKind;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.Hierarchy;
import dev.larder.engine.match.TypeNames;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.security.ProtectionDomain;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every class that the application loads, and weaves those that rules name. Most classes are let go after a
 * look at their name.
 */
public final class Weaver implements ClassFileTransformer {
    private final WovenMethods methods;
    private final Log log;
    private final Hierarchy hierarchy;
    private final Linker linker;
    private final Bodies bodies = new Bodies();
    private final TypeWeaverSource weavers;
    private final List<Wanted> wanted;

    /** A selection with the internal names that its type can have. */
    private record Wanted(Selection selection, Set<String> types) {}

    /** @param bridge visible to every loader */
    public Weaver(WovenMethods methods, BridgeMethods bridge, Log log) {
        this.methods = methods;
        this.log = log;
        this.wanted = methods.selections().stream()
                .map(selection -> new Wanted(
                        selection, TypeNames.candidates(selection.selector().type())))
                .toList();
        Set<String> types = new LinkedHashSet<>();
        wanted.forEach(one -> types.addAll(one.types()));
        this.hierarchy = new Hierarchy(types);
        Plans plans = new Plans();
        this.linker = new Linker(plans, bodies, methods);
        this.weavers = new TypeWeaverSource(plans, bridge);
    }

    /** What the bridge hands its calls to: {@code (Lookup, String, MethodType, int)CallSite}. */
    public MethodHandle linker() {
        return linker.link();
    }

    /** For calls that can't be linked: {@code (Class, int, Object, Object[])Object}. */
    public MethodHandle enter() {
        return linker.directEnter();
    }

    /** For calls that can't be linked: {@code (Class, int, Object, Object, Throwable)Object[]}. */
    public MethodHandle exit() {
        return linker.directExit();
    }

    /** Starts to look at classes; those that were loaded before are looked at again. */
    public void install(Instrumentation instrumentation) {
        if (wanted.isEmpty()) {
            return;
        }
        instrumentation.addTransformer(this, true);
        new LoadedClasses(hierarchy, log).reweave(instrumentation);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        // Classes of the JDK and of Larder itself, hidden classes (they have no name) and lambdas are never woven.
        if (loader == null || name == null || loader == Weaver.class.getClassLoader() || hierarchy.foreign(name)) {
            return null;
        }
        try {
            return weave(loader, bytes);
        } catch (Throwable fault) {
            // An exception here would be swallowed by the JVM; let it at least be known. Not even a StackOverflowError
            // may keep the application from its class.
            log.fault("could not look at class " + name.replace('/', '.') + ", it stays as it is", fault);
            return null;
        }
    }

    private byte @Nullable [] weave(ClassLoader loader, byte[] bytes) {
        ClassHeader header = ClassHeader.read(bytes);
        if (header == null) {
            return null;
        }
        Set<String> above = hierarchy.wantedAbove(loader, header);
        if (above.isEmpty()) {
            return null;
        }
        List<Selection> candidates = wanted.stream()
                .filter(one -> one.types().stream().anyMatch(above::contains))
                .map(Wanted::selection)
                .toList();
        try {
            ClassOutline outline = ClassOutline.read(bytes);
            return outline == null ? null : weave(loader, outline, bytes, candidates);
        } catch (RuntimeException | LinkageError fault) {
            candidates.forEach(
                    selection -> methods.failed(selection, header.name().replace('/', '.'), fault));
            return null;
        }
    }

    private byte @Nullable [] weave(
            ClassLoader loader, ClassOutline outline, byte[] bytes, List<Selection> candidates) {
        Choice choice = new Chooser(outline, bodies::known, name -> Hierarchy.outline(loader, name)).choose(candidates);
        choice.refusals().forEach(refusal -> methods.refused(refusal.selection(), refusal.reason()));
        if (choice.methods().isEmpty()) {
            return null;
        }
        byte[] woven = weavers.get().weave(loader, outline, bytes, choice.methods());
        boolean body = ClassKind.of(outline.header()) == ClassKind.BODY;
        for (Choice.Chosen chosen : choice.methods()) {
            for (Selection selection : chosen.selections()) {
                if (body && selection.purpose() == Selection.Purpose.CACHE) {
                    bodies.found(selection);
                }
                methods.woven(selection, outline.describe(chosen.method()));
            }
        }
        return woven;
    }
}
