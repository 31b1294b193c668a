package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import dev.larder.engine.log.Log;
import dev.larder.engine.match.ClassHeader;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.MethodOutline;
import dev.larder.weaver.BridgeMethods;
import dev.larder.weaver.ByteBuddyStart;
import dev.larder.weaver.LoadedClasses;
import dev.larder.weaver.Watching;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches connections, transactions and requests from the moment the first rule is active, and tells the engine's units of
 * work. Before that no class is looked at: an application that no rule concerns pays nothing.
 *
 * <p>Classes that are there already are woven by a thread of its own, later ones as they come; when the first are done, the
 * units of work are told that they are watched.
 */
public final class Watch implements Watching, ClassFileTransformer {

    /** Each batch stops the JVM's world once: small ones, since the application is starting or at work. */
    private static final int BATCH = 8;

    private final BridgeMethods bridge;
    private final Log log;
    private final UnitsInUse inUse;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean reactiveSaid = new AtomicBoolean();
    private final AtomicBoolean faultSaid = new AtomicBoolean();
    private final WatchedClasses woven = new WatchedClasses();
    private volatile boolean complete;
    private volatile @Nullable Instrumentation instrumentation;
    private volatile @Nullable PointWeaver weaver;
    private final AtomicReference<@Nullable Means> means = new AtomicReference<>();

    /** What it takes to watch, made when it begins: half a hundred classes that idle rules have no use for. */
    private record Means(Hooks hooks, Ancestry ancestry, MethodNames names) {

        static Means of(UnitsInUse inUse) {
            return new Means(
                    new Hooks(inUse),
                    new Ancestry(),
                    new MethodNames(Arrays.stream(Point.values())
                            .flatMap(point -> point.mentioned().stream())
                            .toList()));
        }
    }

    public Watch(BridgeMethods bridge, Log log) {
        this.bridge = bridge;
        this.log = log;
        this.inUse = new UnitsInUse(log);
    }

    /** Without a lock, which a transformer might wait for. Of two that are made at once, one is never used. */
    private Means means() {
        Means present = means.get();
        if (present != null) {
            return present;
        }
        Means fresh = Means.of(inUse);
        Means other = means.compareAndExchange(null, fresh);
        return other == null ? fresh : other;
    }

    /** How many objects of the application's something is kept for, for as long as they live. */
    int remembered() {
        return means().hooks().remembered();
    }

    /** From now on these are told. Unless this is called, nothing is ever watched. */
    public void tell(UnitsOfWork units) {
        inUse.set(units);
        units.toBeWatched();
        if (complete) {
            units.watched();
        }
    }

    /** Whether the units of work have been told that they are watched. */
    public boolean complete() {
        return complete;
    }

    @Override
    public void through(Instrumentation used) {
        instrumentation = used;
    }

    @Override
    public void begin() {
        Instrumentation used = instrumentation;
        if (used != null && inUse.units() != null && begun.compareAndSet(false, true)) {
            used.addTransformer(this, true);
            // Inherits no variables of the application's thread whose class happens to be woven first
            Thread thread = new Thread(null, () -> weaveLoaded(used), "larder-watch", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    private void weaveLoaded(Instrumentation used) {
        try {
            LoadedClasses loaded = new LoadedClasses(used, log, BATCH);
            // Again for those that were just being defined when the transformer came
            for (int round = 0; round < 2; round++) {
                Ancestry.Loaded kinds = means().ancestry().new Loaded();
                loaded.transformAgain(loaded.select(
                        type -> !larders(type.getClassLoader()) && !woven.has(type) && kinds.kinds(type) != 0));
            }
            complete = true;
            UnitsOfWork units = inUse.units();
            if (units != null) {
                units.watched();
                log.debug("transactions and requests are watched");
            }
        } catch (Throwable fault) {
            log.fault(
                    "transactions and requests can't be watched: evictions happen when methods end, before the commit",
                    fault);
        }
    }

    @Override
    public void end() {
        inUse.set(null);
        Instrumentation used = instrumentation;
        instrumentation = null;
        if (used != null && used.removeTransformer(this)) {
            LoadedClasses loaded = new LoadedClasses(used, log, BATCH);
            loaded.transformAgain(loaded.select(woven::has));
        }
    }

    @Override
    public CallSite link(String name, MethodType type, int id) {
        return means().hooks().link(name, type, id);
    }

    @Override
    public @Nullable Object enter(int id, @Nullable Object self, @Nullable Object[] arguments) {
        return means().hooks().enter(id, self, arguments);
    }

    @Override
    public void exit(int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        means().hooks().exit(id, token, returned, thrown);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader == null || name == null || larders(loader) || loader == ClassLoader.getPlatformClassLoader()) {
            return null;
        }
        try {
            return means().names().mentionedIn(bytes) ? weave(loader, bytes) : null;
        } catch (Throwable fault) {
            if (faultSaid.compareAndSet(false, true)) {
                log.fault(
                        "could not watch class " + name.replace('/', '.')
                                + ", what it commits may be evicted too early;" + " this is told once",
                        fault);
            }
            return null;
        }
    }

    private static boolean larders(ClassLoader loader) {
        return loader == Watch.class.getClassLoader();
    }

    private byte @Nullable [] weave(ClassLoader loader, byte[] bytes) {
        ClassOutline outline = ClassOutline.read(bytes);
        int possible = outline == null ? 0 : Point.kinds(outline.methods());
        if (outline == null || possible == 0) {
            return null;
        }
        ClassHeader header = outline.header();
        int kinds = means().ancestry().kinds(loader, header) & possible;
        Map<String, Point> points = new HashMap<>();
        for (MethodOutline method : kinds == 0 ? List.<MethodOutline>of() : outline.methods()) {
            Point point = Point.of(method, kinds);
            if (point == Point.REACTIVE) {
                warnOfReactive(outline);
            } else if (point != null) {
                points.put(method.key(), point);
            }
        }
        if (points.isEmpty()) {
            return null;
        }
        byte[] changed = weaver().weave(loader, outline.readableName(), header.major(), bytes, points);
        woven.add(loader, header.name());
        return changed;
    }

    private void warnOfReactive(ClassOutline outline) {
        if (reactiveSaid.compareAndSet(false, true)) {
            log.warn("this application has a reactive database driver (" + outline.readableName()
                    + "): its transactions run on no thread in particular and can't be watched. What is written through"
                    + " it is evicted when the evicting method returns, which may be before the commit");
        }
    }

    private PointWeaver weaver() {
        PointWeaver made = weaver;
        if (made == null) {
            // Two threads may both make one: harmless, where a lock held in a transformer might not be.
            made = ByteBuddyStart.quietly(() -> new PointWeaver(bridge));
            weaver = made;
        }
        return made;
    }
}
