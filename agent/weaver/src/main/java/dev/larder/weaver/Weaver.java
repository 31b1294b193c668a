package dev.larder.weaver;

import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.log.Log;
import dev.larder.engine.match.Choice;
import dev.larder.engine.match.ClassHeader;
import dev.larder.engine.match.ClassKind;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.Hierarchy;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every class that the application loads, and weaves those that rules name. Most classes are let go after a
 * look at their name.
 *
 * <p>Rules change under woven classes: what stands behind the sites changes over in one step, and only classes with
 * methods that were not woven yet are transformed again.
 */
public final class Weaver implements ClassFileTransformer {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Log log;
    private final InForce inForce;
    private final Linker linker;
    private final TypeWeaverSource weavers;
    private final Watching watching;
    private final WovenClasses woven = new WovenClasses();
    private volatile @Nullable Instrumentation instrumentation;

    /** For a bridge that is connected already, or by the caller. */
    public Weaver(WovenMethods methods, BridgeMethods bridge, Watching watching, Log log) {
        this(methods, bridge, watching, weaver -> {}, log);
    }

    /**
     * @param bridge visible to every loader
     * @param watching begins once a rule is active
     * @param connecting connects the bridge with this weaver, before the first class is woven; more than once does no harm
     */
    public Weaver(WovenMethods methods, BridgeMethods bridge, Watching watching, Consumer<Weaver> connecting, Log log) {
        this.log = log;
        this.inForce = new InForce(new RulesInForce(methods));
        Plans plans = new Plans();
        this.watching = watching;
        this.linker = new Linker(plans, inForce, watching);
        this.weavers = new TypeWeaverSource(plans, bridge, () -> connecting.accept(this));
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
        this.instrumentation = instrumentation;
        watching.through(instrumentation);
        instrumentation.addTransformer(this, true);
        RulesInForce rules = inForce.rules();
        rules.refuseTheJdks();
        if (!rules.empty()) {
            LoadedClasses loaded = new LoadedClasses(instrumentation, log);
            List<Class<?>> all = loaded.select(one -> true);
            all.forEach(type -> inherit(type, rules));
            loaded.transformAgain(all.stream()
                    .filter(type -> !rules.candidates(
                                    rules.hierarchy().namesAbove(type),
                                    type.getName().replace('.', '/'))
                            .isEmpty())
                    .toList());
        }
    }

    /**
     * Puts other rules in force. Calls under way end by the rules that they began under; every call that begins after
     * the change, by the new ones. One change at a time: the caller sees to it.
     */
    public void replace(WovenMethods methods, Instrumentation instrumentation) {
        RulesInForce next = new RulesInForce(methods);
        next.refuseTheJdks();
        LoadedClasses loaded = new LoadedClasses(instrumentation, log);
        List<Class<?>> toWeave = new ArrayList<>();
        List<Class<?>> all = loaded.select(one -> true);
        all.forEach(type -> inherit(type, next));
        for (Class<?> type : all) {
            if (lacksCalls(type, next)) {
                toWeave.add(type);
            }
        }
        linker.prepare(next);
        inForce.set(next);
        linker.settle();
        // Once more, for those that were loaded meanwhile by the rules before
        Set<Class<?>> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(all);
        List<Class<?>> late = loaded.select(type -> !known.contains(type));
        late.forEach(type -> inherit(type, next));
        late.stream().filter(type -> lacksCalls(type, next)).forEach(toWeave::add);
        loaded.transformAgain(toWeave);
    }

    /** Notes whose bodies a class has that is there already. */
    private static void inherit(Class<?> type, RulesInForce rules) {
        List<Selection> candidates = rules.candidates(rules.hierarchy().namesAbove(type));
        ClassOutline outline = candidates.isEmpty() || type.isInterface()
                ? null
                : Hierarchy.outline(type.getClassLoader(), type.getName().replace('.', '/'));
        if (outline != null) {
            rules.inherit(type.getClassLoader(), outline, candidates);
        }
    }

    /** Tells the rules which of their methods are woven in this class; true if it lacks any. */
    private boolean lacksCalls(Class<?> type, RulesInForce rules) {
        List<Selection> candidates = rules.candidates(
                rules.hierarchy().namesAbove(type), type.getName().replace('.', '/'));
        if (candidates.isEmpty()) {
            return false;
        }
        WovenClasses.Woven present = woven.get(type);
        if (present == null) {
            return true;
        }
        Choice choice = rules.choose(type.getClassLoader(), present.outline(), candidates);
        choice.refusals().forEach(refusal -> rules.methods().refused(refusal.selection(), refusal.reason()));
        if (choice.methods().stream()
                .anyMatch(chosen -> !present.methods().contains(chosen.method().key()))) {
            return true;
        }
        tell(rules, type.getClassLoader(), present.outline(), choice);
        return false;
    }

    /**
     * Looks for hidden classes that rules mean of which nothing is woven yet, and says of them why. No transformer sees such
     * classes come, so that this takes a look at all classes: to be called when somebody asks.
     */
    public void refuseHidden(Instrumentation instrumentation) {
        RulesInForce rules = inForce.rules();
        if (rules.allActive()) {
            return;
        }
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.isHidden() && type.getClassLoader() != null) {
                rules.refuseHidden(type);
            }
        }
    }

    /** Gives every class its own bytes back, and looks at no more classes. Calls under way end as they began. */
    public void remove(WovenMethods nothing, Instrumentation instrumentation) {
        inForce.set(new RulesInForce(nothing));
        instrumentation.removeTransformer(this);
        watching.end();
        LoadedClasses loaded = new LoadedClasses(instrumentation, log);
        loaded.transformAgain(loaded.select(woven::changed));
        linker.prepare(inForce.rules());
        linker.settle();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        // Classes of the JDK and of Larder itself, hidden classes (they have no name) and lambdas are never woven.
        RulesInForce rules = inForce.rules();
        if (loader == null
                || name == null
                || rules.empty()
                || loader == Weaver.class.getClassLoader()
                || rules.hierarchy().foreign(name)
                || loader == ClassLoader.getPlatformClassLoader()) {
            return null;
        }
        try {
            return weave(loader, bytes, rules);
        } catch (Throwable fault) {
            // An exception here would be swallowed by the JVM; let it at least be known. Not even a StackOverflowError
            // may keep the application from its class.
            log.fault("could not look at class " + name.replace('/', '.') + ", it stays as it is", fault);
            return null;
        }
    }

    private byte @Nullable [] weave(ClassLoader loader, byte[] bytes, RulesInForce rules) {
        ClassHeader header = ClassHeader.read(bytes);
        if (header == null) {
            return null;
        }
        Set<String> above = rules.hierarchy().wantedAbove(loader, header);
        List<Selection> candidates = rules.candidates(above, header.name());
        if (candidates.isEmpty()) {
            return null;
        }
        try {
            ClassOutline outline = ClassOutline.read(bytes);
            if (outline == null) {
                return null;
            }
            if (!above.isEmpty()) {
                weaveHolders(rules.inherit(loader, outline, candidates));
            }
            return weave(loader, outline, bytes, candidates, rules);
        } catch (RuntimeException | LinkageError fault) {
            candidates.forEach(
                    selection -> rules.methods().failed(selection, header.name().replace('/', '.'), fault));
            return null;
        }
    }

    private byte @Nullable [] weave(
            ClassLoader loader, ClassOutline outline, byte[] bytes, List<Selection> candidates, RulesInForce rules) {
        Choice choice = rules.choose(loader, outline, candidates);
        choice.refusals().forEach(refusal -> rules.methods().refused(refusal.selection(), refusal.reason()));
        if (choice.methods().isEmpty()) {
            // Remembered all the same: each reload would have it transformed again to find nothing
            woven.put(loader, new WovenClasses.Woven(outline, Set.of()));
            return null;
        }
        byte[] changed = weavers.get().weave(loader, outline, bytes, choice.methods());
        woven.put(
                loader,
                new WovenClasses.Woven(
                        outline,
                        choice.methods().stream()
                                .map(chosen -> chosen.method().key())
                                .collect(Collectors.toSet())));
        tell(rules, loader, outline, choice);
        return changed;
    }

    /**
     * Superclasses are often loaded before the class that makes them hold a rule's bodies, and have to be transformed again
     * before its first call. The JVM calls no transformer from within one, so that another thread does it; it is waited for,
     * though not for ever, since it may need a class whose loader this one has locked.
     *
     * @param names internal; those that aren't loaded yet are woven when they are
     */
    private void weaveHolders(Set<String> names) {
        Instrumentation present = instrumentation;
        if (names.isEmpty() || present == null) {
            return;
        }
        LoadedClasses loaded = new LoadedClasses(present, log);
        List<Class<?>> holders =
                loaded.select(type -> names.contains(type.getName().replace('.', '/')));
        if (holders.isEmpty()) {
            return;
        }
        Thread thread = new Thread(null, () -> loaded.transformAgain(holders), "larder-weaver", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code app}, or {@code ParallelWebappClassLoader@1b2c3d}: of those without a name there may be several. */
    private static String words(ClassLoader loader) {
        return loader.getName() != null
                ? loader.getName()
                : loader.getClass().getSimpleName() + "@" + Integer.toHexString(System.identityHashCode(loader));
    }

    private void tell(RulesInForce rules, ClassLoader loader, ClassOutline outline, Choice choice) {
        boolean body = ClassKind.of(outline.header()) == ClassKind.BODY;
        for (Choice.Chosen chosen : choice.methods()) {
            for (Selection selection : chosen.selections()) {
                if (body && selection.purpose() == Selection.Purpose.CACHE) {
                    rules.bodies().found(selection);
                }
                rules.active(selection);
                rules.methods().woven(selection, outline.describe(chosen.method()), words(loader));
                watching.begin();
            }
        }
    }
}
