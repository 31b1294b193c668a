package dev.larder.dist;

import dev.larder.weaver.BridgeMethods;
import dev.larder.weaver.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The class {@code java.lang.LarderBridge}, defined into {@code java.base} at start. Appending a jar to the boot class
 * path would do it too, but switches class data sharing off for the application, and the JVM warns about it.
 */
final class Bridge {
    private static final String NAME = "java.lang.LarderBridge";
    private static final String RESOURCE = "java/lang/LarderBridge.class";

    private final Class<?> type;
    private final MethodHandles.Lookup inside;

    private Bridge(Class<?> type, MethodHandles.Lookup inside) {
        this.type = type;
        this.inside = inside;
    }

    /** The answer of the agent that runs in this JVM already; null where there is none. */
    static @Nullable String answer(String command) throws ReflectiveOperationException {
        Class<?> present = present();
        return present == null
                ? null
                : (String) present.getMethod("tell", String.class).invoke(null, command);
    }

    /** Null where Larder has never been in this JVM. */
    private static @Nullable Class<?> present() {
        try {
            return Class.forName(NAME, false, null);
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    /** Opens to Larder's own loader, and to nobody else, what it needs of {@code java.base}; then defines the bridge. */
    static Bridge define(Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
        Module own = Bridge.class.getModule();
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of("jdk.internal.misc", Set.of(own)),
                Map.of("java.lang", Set.of(own)),
                Set.of(),
                Map.of());
        // It stays when the agent is detached, and serves the next.
        Class<?> present = present();
        Class<?> type = present != null
                ? present
                : MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                        .defineClass(bytes());
        return new Bridge(type, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
    }

    private static byte[] bytes() throws IOException {
        ClassLoader loader = Bridge.class.getClassLoader();
        try (@Nullable InputStream in = loader == null ? null : loader.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("larder.jar is damaged: it has no " + RESOURCE);
            }
            return in.readAllBytes();
        }
    }

    /** What woven bytecode calls. */
    BridgeMethods methods() throws ReflectiveOperationException {
        return BridgeMethods.of(type);
    }

    /** Hands all calls to the weaver from now on. */
    void connect(Weaver weaver) {
        try {
            set("enter", weaver.enter());
            set("exit", weaver.exit());
            set("linker", weaver.linker());
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("the bridge is not Larder's", impossible);
        }
    }

    /** Who is told when another agent is attached to this JVM. */
    void listen(UnaryOperator<String> listener) throws ReflectiveOperationException {
        field("listener", UnaryOperator.class).setVolatile(listener);
    }

    /** From now on woven calls do nothing, and another agent finds nobody here. */
    void disconnect() throws ReflectiveOperationException {
        field("listener", UnaryOperator.class).setVolatile((UnaryOperator<String>) null);
        for (String name : new String[] {"linker", "enter", "exit"}) {
            set(name, null);
        }
    }

    private void set(String name, @Nullable MethodHandle target) throws ReflectiveOperationException {
        field(name, MethodHandle.class).setVolatile(target);
    }

    private VarHandle field(String name, Class<?> of) throws ReflectiveOperationException {
        return inside.findStaticVarHandle(type, name, of);
    }
}
