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

    /** True where this JVM has a bridge: Larder has been attached to it before. */
    static boolean present() {
        try {
            Class.forName(NAME, false, null);
            return true;
        } catch (ClassNotFoundException none) {
            return false;
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
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
        Class<?> type = inside.defineClass(bytes());
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
    void connect(Weaver weaver) throws ReflectiveOperationException {
        set("enter", weaver.enter());
        set("exit", weaver.exit());
        set("linker", weaver.linker());
    }

    private void set(String name, MethodHandle target) throws ReflectiveOperationException {
        VarHandle field = inside.findStaticVarHandle(type, name, MethodHandle.class);
        field.setVolatile(target);
    }
}
