package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.log.Log;
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
                        selection, Names.candidates(selection.selector().type())))
                .toList();
        Set<String> types = new LinkedHashSet<>();
        wanted.forEach(one -> types.addAll(one.types()));
        this.hierarchy = new Hierarchy(types);
        Plans plans = new Plans();
        Bodies bodies = new Bodies();
        this.linker = new Linker(plans, bodies, methods);
        this.weavers = new TypeWeaverSource(plans, methods, bodies, bridge);
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
            return weavers.get().weave(loader, header, bytes, candidates);
        } catch (RuntimeException | LinkageError fault) {
            candidates.forEach(
                    selection -> methods.failed(selection, header.name().replace('/', '.'), fault));
            return null;
        }
    }
}
