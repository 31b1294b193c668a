package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import dev.larder.engine.log.Log;
import dev.larder.engine.rule.Origin;
import dev.larder.engine.rule.Selector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A small application woven without an agent: its loader hands each class to the weaver, as the JVM would, and the bridge
 * is a public class here. Handlers and reports are the test's.
 */
public final class WovenWorld implements WovenMethods {
    static final String SAMPLE = "dev.larder.weaver.sample.";

    private final List<Selection> selections = new ArrayList<>();
    final List<String> woven = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<String> ends = new ArrayList<>();
    Function<Method, CallHandler> handlers = method -> CallHandler.NOTHING;

    WovenWorld cache(String type, String method, List<Selector.Parameter> parameters) {
        return select(type, method, parameters, Selection.Purpose.CACHE);
    }

    WovenWorld evict(String type, String method, List<Selector.Parameter> parameters) {
        return select(type, method, parameters, Selection.Purpose.EVICT);
    }

    WovenWorld pass(String type, String method) {
        return select("Shop." + type, method, null, Selection.Purpose.PASS);
    }

    private WovenWorld select(
            String type, String method, List<Selector.Parameter> parameters, Selection.Purpose purpose) {
        return select(new Selector(SAMPLE + type, method, parameters, new Origin("rules.yaml", 1, 1)), purpose);
    }

    WovenWorld select(Selector selector, Selection.Purpose purpose) {
        selections.add(new Selection("rule-" + selections.size(), selector, purpose));
        return this;
    }

    /** Every call of a woven method returns this instead. */
    WovenWorld answering(Object value) {
        handlers = method -> (self, arguments) -> CallHandler.answer(value);
        return this;
    }

    /** Every call runs, and its end is noted. */
    WovenWorld watching() {
        handlers = method -> (self, arguments) -> (OpenCall) (returned, thrown) -> {
            ends.add(method.getName() + " -> " + (thrown == null ? returned : thrown));
            return null;
        };
        return this;
    }

    ClassLoader loader() {
        Weaver weaver = new Weaver(this, bridge(), Watching.NONE, new Log(System.err, Log.Level.ERROR));
        connect(weaver);
        return new SampleLoader(weaver);
    }

    /** Hands the calls of what is woven from now on to this one. */
    public static void connect(Weaver weaver) {
        Bridge.linker = weaver.linker();
        Bridge.enter = weaver.enter();
        Bridge.exit = weaver.exit();
    }

    /** A class of the application that no compiler here can write, woven, in a loader of its own. */
    Class<?> define(String name, byte[] bytes) {
        return ((SampleLoader) loader()).define(name, bytes);
    }

    /** A weaver whose log can be read. */
    Weaver weaver(OutputStream log) {
        return new Weaver(this, bridge(), Watching.NONE, new Log(new PrintStream(log, true), Log.Level.DEBUG));
    }

    public static BridgeMethods bridge() {
        try {
            return BridgeMethods.of(Bridge.class);
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public List<Selection> selections() {
        return selections;
    }

    @Override
    public CallHandler bind(Class<?> owner, Method method, List<Selection> chosen) {
        return handlers.apply(method);
    }

    @Override
    public void woven(Selection selection, String method, String loader) {
        woven.add(method.replace(SAMPLE, ""));
    }

    @Override
    public void refused(Selection selection, String reason) {
        refused.add(reason.replace(SAMPLE, ""));
    }

    @Override
    public void failed(Selection selection, String type, Throwable fault) {
        throw new AssertionError("weaving " + type + " failed", fault);
    }

    /** Stands for java.lang.LarderBridge. */
    public static final class Bridge {
        static MethodHandle linker;
        static MethodHandle enter;
        static MethodHandle exit;

        private Bridge() {}

        public static Object enter(Object self, Object[] arguments, Class<?> owner, int site) throws Throwable {
            return enter.invoke(owner, site, self, arguments);
        }

        public static Object[] exit(Object token, Object returned, Throwable thrown, Class<?> owner, int site)
                throws Throwable {
            return (Object[]) exit.invoke(owner, site, token, returned, thrown);
        }

        public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int site)
                throws Throwable {
            return (CallSite) linker.invoke(caller, name, type, site);
        }
    }

    /** Defines the sample's classes itself, woven; leaves all others to the test's loader. */
    static final class SampleLoader extends ClassLoader {
        private final Weaver weaver;

        SampleLoader(Weaver weaver) {
            super(WovenWorld.class.getClassLoader());
            this.weaver = weaver;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SAMPLE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        Class<?> define(String name, byte[] bytes) {
            byte[] changed = weaver.transform(this, name.replace('.', '/'), null, null, bytes);
            byte[] used = changed == null ? bytes : changed;
            return defineClass(name, used, 0, used.length);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String path = name.replace('.', '/');
            try (InputStream in = getResourceAsStream(path + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return define(name, in.readAllBytes());
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
