package dev.larder.weaver;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connects woven methods to the engine, each the first time that it is called.
 *
 * <pre>
 *   boot loader            java.lang.LarderBridge.link          the only class that both sides see
 *        ^                      ^            |
 *   platform loader             |            | a MethodHandle, set at start
 *        ^      ^               |            v
 *        |      |               |        Linker ---- Site ---- CallHandler (engine)
 *        |   agent loader  ~~~~~|~~~~~~~~ everything of Larder, Byte Buddy, Lettuce, Netty, Micrometer
 *        |                      |
 *   application's loaders: woven class, invokedynamic with a constant site id
 * </pre>
 *
 * A site hangs on its class through a {@link ClassValue}, whose entries live in the {@link Class} object: a web
 * application that is dropped takes its sites along, with the key accessors and value descriptors behind them.
 */
final class Linker {
    private static final MethodType LINK = MethodType.methodType(
            CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, int.class);

    private final Plans plans;
    private final InForce inForce;
    private final Watching watching;
    private final Binder binder = new Binder();
    private final LiveSites live = new LiveSites();

    private final ClassValue<Map<Integer, Site>> sites = new ClassValue<>() {
        @Override
        protected Map<Integer, Site> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** @param watching what stands behind calls with ids of its own, which are negative */
    Linker(Plans plans, InForce inForce, Watching watching) {
        this.plans = plans;
        this.inForce = inForce;
        this.watching = watching;
    }

    /** Made when the first site is linked: handles are expensive to make, and idle rules link none. */
    private static final class Targets {
        static final MethodHandle ENTER =
                find("enter", MethodType.methodType(Object.class, Object.class, Object[].class));
        static final MethodHandle EXIT =
                find("exit", MethodType.methodType(Object[].class, Object.class, Object.class, Throwable.class));

        private static MethodHandle find(String name, MethodType type) {
            try {
                return MethodHandles.lookup().findVirtual(Site.class, name, type);
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("Larder's own method is missing", impossible);
            }
        }
    }

    /** What the bridge calls; see {@code java.lang.LarderBridge}. */
    MethodHandle link() {
        return own("link", LINK);
    }

    MethodHandle directEnter() {
        return own("enter", MethodType.methodType(Object.class, Class.class, int.class, Object.class, Object[].class));
    }

    MethodHandle directExit() {
        return own(
                "exit",
                MethodType.methodType(
                        Object[].class, Class.class, int.class, Object.class, Object.class, Throwable.class));
    }

    private MethodHandle own(String name, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(Linker.class, name, type).bindTo(this);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Larder's own method is missing", impossible);
        }
    }

    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int id) {
        if (id < 0) {
            return watching.link(name, type, id);
        }
        Site site = site(caller.lookupClass(), id);
        MethodHandle target = name.equals("enter") ? Targets.ENTER : Targets.EXIT;
        return new ConstantCallSite(target.bindTo(site).asType(type));
    }

    @Nullable
    Object enter(Class<?> owner, int id, @Nullable Object self, @Nullable Object[] arguments) {
        return id < 0 ? watching.enter(id, self, arguments) : site(owner, id).enter(self, arguments);
    }

    @Nullable
    Object @Nullable [] exit(
            Class<?> owner, int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (id < 0) {
            watching.exit(id, token, returned, thrown);
            return null;
        }
        return site(owner, id).exit(token, returned, thrown);
    }

    private Site site(Class<?> owner, int id) {
        Map<Integer, Site> own = sites.get(owner);
        Site known = own.get(id);
        return known != null ? known : own.computeIfAbsent(id, key -> make(owner, key));
    }

    private Site make(Class<?> owner, int id) {
        Plans.Plan plan = plans.get(id);
        if (plan == null) {
            throw new LinkageError("Larder knows no site " + id);
        }
        Site site = new Site(owner, plan, binder, inForce);
        live.add(site);
        return site;
    }

    /** Binds every site to rules that are about to come into force. */
    void prepare(RulesInForce next) {
        live.forEach(site -> site.prepare(next));
    }

    /** The prepared rules are in force. */
    void settle() {
        live.forEach(Site::settle);
    }
}
