package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    private final Bodies bodies;
    private final WovenMethods methods;
    private final MethodHandle enter;
    private final MethodHandle exit;

    private final ClassValue<Map<Integer, Site>> sites = new ClassValue<>() {
        @Override
        protected Map<Integer, Site> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    Linker(Plans plans, Bodies bodies, WovenMethods methods) {
        this.plans = plans;
        this.bodies = bodies;
        this.methods = methods;
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            enter = own.findVirtual(
                    Site.class, "enter", MethodType.methodType(Object.class, Object.class, Object[].class));
            exit = own.findVirtual(
                    Site.class,
                    "exit",
                    MethodType.methodType(Object[].class, Object.class, Object.class, Throwable.class));
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Larder's own method is missing", impossible);
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
        Site site = site(caller.lookupClass(), id);
        MethodHandle target = name.equals("enter") ? enter : exit;
        return new ConstantCallSite(target.bindTo(site).asType(type));
    }

    @Nullable
    Object enter(Class<?> owner, int id, @Nullable Object self, @Nullable Object[] arguments) {
        return site(owner, id).enter(self, arguments);
    }

    @Nullable
    Object @Nullable [] exit(
            Class<?> owner, int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        return site(owner, id).exit(token, returned, thrown);
    }

    private Site site(Class<?> owner, int id) {
        Map<Integer, Site> own = sites.get(owner);
        Site known = own.get(id);
        return known != null ? known : own.computeIfAbsent(id, key -> bind(owner, key));
    }

    private Site bind(Class<?> owner, int id) {
        Plans.Plan plan = plans.get(id);
        if (plan == null) {
            return new Site(CallHandler.NOTHING);
        }
        try {
            Class<?>[] parameters = MethodType.fromMethodDescriptorString(plan.descriptor(), owner.getClassLoader())
                    .parameterArray();
            Method method = owner.getDeclaredMethod(plan.method(), parameters);
            Site site = new Site(methods.bind(owner, method, plan.selections()));
            if (Proxy.isProxyClass(owner)) {
                plan.selections().stream()
                        .filter(selection -> selection.purpose() == Selection.Purpose.CACHE)
                        .forEach(selection -> bodies.standsIn(selection, site));
            }
            return site;
        } catch (ReflectiveOperationException | LinkageError | TypeNotPresentException unresolved) {
            plan.selections()
                    .forEach(selection -> methods.refused(
                            selection, plan.type() + "#" + plan.method() + " can't be looked at: " + unresolved));
            return new Site(CallHandler.NOTHING);
        }
    }
}
