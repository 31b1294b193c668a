package dev.larder.weaver;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * What woven bytecode calls: three static methods of one class that every loader can see.
 *
 * @param link bootstrap method {@code (Lookup, String, MethodType, int)CallSite}
 * @param enter {@code (Object self, Object[] arguments, Class owner, int site)Object}, for class files before Java 7
 * @param exit {@code (Object token, Object returned, Throwable thrown, Class owner, int site)Object[]}, for the same
 */
public record BridgeMethods(Method link, Method enter, Method exit) {

    /** Those of a class that has them under these names. */
    public static BridgeMethods of(Class<?> bridge) throws NoSuchMethodException {
        Method link = bridge.getMethod("link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class);
        if (link.getReturnType() != CallSite.class) {
            throw new NoSuchMethodException(bridge.getName() + " links to no call site");
        }
        return new BridgeMethods(
                link,
                bridge.getMethod("enter", Object.class, Object[].class, Class.class, int.class),
                bridge.getMethod("exit", Object.class, Object.class, Throwable.class, Class.class, int.class));
    }
}
