package dev.larder.weaver.watch;

import dev.larder.engine.Engine;
import dev.larder.engine.coherence.Coherence;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.StoreException;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.value.Sealing;
import dev.larder.weaver.Weaver;
import dev.larder.weaver.WovenWorld;
import jakarta.transaction.TransactionManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * An application with a driver and a pool of its own, woven without an agent: its loader hands each class to the weaver
 * and the watch, as the JVM would. Behind them is the engine, with a store in memory.
 */
final class WatchedWorld implements AutoCloseable {
    private static final String SAMPLE = "dev.larder.weaver.watch.sample.";
    private static final List<String> OWN = List.of(
            SAMPLE,
            "org.h2.",
            "com.zaxxer.hikari.",
            "org.apache.commons.dbcp2.",
            "com.mchange.v2.c3p0.",
            "io.agroal.",
            "com.arjuna.");

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO);
    private final MemoryStore store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final Watch watch;
    private final Weaver weaver;
    private final Loader loader = new Loader();
    private final LedgerCalls ledger;
    private int wrappers;

    private final AtomicBoolean marks = new AtomicBoolean(true);
    private final AtomicInteger marked = new AtomicInteger();

    WatchedWorld(boolean watching) {
        this(watching, "proceed");
    }

    /** @param onUnreachable as rules say it */
    WatchedWorld(boolean watching, String onUnreachable) {
        Metrics metrics = new Metrics();
        RuleReading.Valid rules = rules(onUnreachable);
        Coherence coherence = new Coherence(markable(store, marks, marked), Sealing.NONE, log);
        Engine engine = new Engine(rules.rules(), store, coherence, metrics, new RuleBoard(rules.rules()), log);
        watch = new Watch(WovenWorld.bridge(), log);
        if (watching) {
            watch.tell(engine.units());
            engine.units().watched();
        }
        weaver = new Weaver(engine, WovenWorld.bridge(), watch, log);
        WovenWorld.connect(weaver);
        ledger = (LedgerCalls) create("Ledger");
    }

    /** Whether the store can be reached to set marks. */
    void marks(boolean now) {
        marks.set(now);
    }

    /** How many objects of the application's something is kept for. */
    int remembered() {
        return watch.remembered();
    }

    /** How many round trips there were to set marks. */
    int marked() {
        return marked.get();
    }

    private static Store markable(Store store, AtomicBoolean marks, AtomicInteger marked) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    if (method.getName().equals("mark")) {
                        marked.incrementAndGet();
                    }
                    if (method.getName().equals("mark") && !marks.get()) {
                        throw new StoreException("the store is away");
                    }
                    return method.invoke(store, arguments);
                });
    }

    private static RuleReading.Valid rules(String onUnreachable) {
        try {
            Path file = Files.createTempFile("ledger", ".yaml");
            Files.writeString(file, """
                    larder: 1
                    store: { namespace: ledger, url: "memory:", on-unreachable: %s }
                    caches:
                      row:
                        method: dev.larder.weaver.watch.sample.Ledger#read(int id, java.util.function.Supplier body)
                        key: "row:{id}"
                    invalidations:
                      - method: dev.larder.weaver.watch.sample.Ledger#write(int id, java.lang.Runnable body)
                        evict: ["row:{id}"]
                    """.formatted(onUnreachable));
            RuleReading reading = new RuleReader(Variables.system(), Map.of()).read(file);
            Files.delete(file);
            if (reading instanceof RuleReading.Valid valid) {
                return valid;
            }
            throw new AssertionError(reading);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    LedgerCalls ledger() {
        return ledger;
    }

    String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    /** An object of the sample's. */
    Object create(String type, Object... arguments) {
        try {
            return loader.loadClass(SAMPLE + type).getConstructors()[0].newInstance(arguments);
        } catch (ReflectiveOperationException fault) {
            throw new LinkageError("sample", fault);
        }
    }

    DataSource plain() {
        return call("plain");
    }

    /** Narayana's. */
    TransactionManager coordinator() {
        try {
            return (TransactionManager)
                    loader.loadClass(SAMPLE + "Coordinator").getMethod("start").invoke(null);
        } catch (ReflectiveOperationException fault) {
            throw new LinkageError("sample", fault);
        }
    }

    DataSource pooled(DataSource database, boolean autocommit, int size) {
        return call("pooled", database, autocommit, size);
    }

    /** @param kind see the sample */
    DataSource pool(String kind, DataSource database, boolean autocommit) {
        return call("pool", kind, database, autocommit);
    }

    private DataSource call(String name, Object... arguments) {
        try {
            for (Method method : loader.loadClass(SAMPLE + "Databases").getMethods()) {
                if (method.getName().equals(name)) {
                    return (DataSource) method.invoke(null, arguments);
                }
            }
            throw new NoSuchMethodException(name);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError(thrown.getCause());
        } catch (ReflectiveOperationException fault) {
            throw new LinkageError("sample", fault);
        }
    }

    /**
     * A wrapper that passes everything on, of a class file of this version.
     *
     * @param except names of methods that it keeps to itself
     */
    <T> T wrapper(Class<T> type, T wrapped, int version, String... except) {
        String name = SAMPLE + "Wrapper" + ++wrappers;
        byte[] bytes = new ByteBuddy(ClassFileVersion.ofJavaVersion(version))
                .subclass(Object.class)
                .implement(type)
                .name(name)
                .defineField("wrapped", type, Visibility.PUBLIC)
                .method(ElementMatchers.isDeclaredBy(type)
                        .and(ElementMatchers.not(ElementMatchers.isDefaultMethod()))
                        .and(ElementMatchers.not(ElementMatchers.isStatic())))
                .intercept(MethodCall.invokeSelf().onField("wrapped").withAllArguments())
                .method(ElementMatchers.namedOneOf(except))
                .intercept(StubMethod.INSTANCE)
                .make()
                .getBytes();
        try {
            Object made = loader.define(name, bytes).getDeclaredConstructor().newInstance();
            made.getClass().getField("wrapped").set(made, wrapped);
            return type.cast(made);
        } catch (ReflectiveOperationException fault) {
            throw new LinkageError("sample", fault);
        }
    }

    /** What the watch makes of a class; null where it leaves it alone. */
    byte[] woven(String name, byte[] bytes) {
        return watch.transform(loader, name.replace('.', '/'), null, null, bytes);
    }

    /** Row 1 is in the cache. */
    void warm() {
        elsewhere(() -> ledger.read(1, () -> "old"));
    }

    /** What another thread is answered that reads row 1, where the row itself is "new" by now. */
    String seenElsewhere() {
        return elsewhere(() -> ledger.read(1, () -> "new"));
    }

    static <T> T elsewhere(Supplier<T> call) {
        Object[] result = new Object[1];
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> {
            try {
                result[0] = call.get();
            } catch (Throwable fault) {
                thrown[0] = fault;
            }
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stray) {
            throw new AssertionError(stray);
        }
        if (thrown[0] != null) {
            throw new AssertionError(thrown[0]);
        }
        @SuppressWarnings("unchecked") // the call's own
        T answer = (T) result[0];
        return answer;
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Loader extends ClassLoader {
        Loader() {
            super(WatchedWorld.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return define(name, in.readAllBytes());
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }

        Class<?> define(String name, byte[] bytes) {
            String internal = name.replace('.', '/');
            byte[] woven = changed(bytes, weaver.transform(this, internal, null, null, bytes));
            byte[] watched = changed(woven, watch.transform(this, internal, null, null, woven));
            return defineClass(name, watched, 0, watched.length);
        }

        private static byte[] changed(byte[] before, byte[] after) {
            return after == null ? before : after;
        }
    }
}
