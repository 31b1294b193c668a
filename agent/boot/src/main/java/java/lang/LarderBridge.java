package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.UnaryOperator;

/**
 * The one class of Larder that every class loader can see: woven methods are linked through it to the agent, which
 * hides in a loader of its own. It stands in {@code java.lang} because no loader, however it filters, may refuse that
 * package, and because defining one class there costs nothing, while appending a jar to the boot class path would switch
 * class data sharing off for the whole application.
 *
 * <p>Knows JDK types only. Whatever goes wrong behind it, a woven method is linked to something that does nothing.
 */
public final class LarderBridge {

    /** {@code (Lookup, String, MethodType, int)CallSite}, set once by the agent through a private lookup, as the others. */
    private static volatile MethodHandle linker;

    /** {@code (Class, int, Object, Object[])Object}. */
    private static volatile MethodHandle enter;

    /** {@code (Class, int, Object, Object, Throwable)Object[]}. */
    private static volatile MethodHandle exit;

    /** Null while no agent is attached. No method handle: making one would be felt at every start. */
    private static volatile UnaryOperator<String> listener;

    private LarderBridge() {}

    /**
     * What an agent that is attached a second time says to the one that is there.
     *
     * @return null where there is none
     */
    public static String tell(String command) {
        UnaryOperator<String> current = listener;
        return current == null ? null : current.apply(command);
    }

    /**
     * Bootstrap method of the calls in woven methods.
     *
     * @param site the constant id of the woven method
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int site) {
        MethodHandle current = linker;
        if (current != null) {
            try {
                return (CallSite) current.invoke(caller, name, type, site);
            } catch (Throwable fault) {
                // The agent has reported it; here the application must go on.
            }
        }
        if (name.equals("exit") && type.returnType() == Object[].class) {
            // The agent has left between a call's start and its end: a hit that is under way has no body to fall back
            // on
            try {
                MethodHandle handOut = MethodHandles.lookup()
                        .findStatic(LarderBridge.class, "handOut", MethodType.methodType(Object[].class, Object.class));
                return new ConstantCallSite(MethodHandles.dropArguments(
                                handOut, 1, type.parameterList().subList(1, type.parameterCount()))
                        .asType(type));
            } catch (ReflectiveOperationException impossible) {
                // Its own method
            }
        }
        MethodHandle nothing = type.returnType() == void.class
                ? MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class))
                : MethodHandles.constant(type.returnType(), null);
        return new ConstantCallSite(MethodHandles.dropArguments(nothing, 0, type.parameterList()));
    }

    /** The start of a woven method whose class file is too old to be linked: before Java 7 there is no invokedynamic. */
    public static Object enter(Object self, Object[] arguments, Class<?> owner, int site) {
        MethodHandle current = enter;
        if (current != null) {
            try {
                return (Object) current.invokeExact(owner, site, self, arguments);
            } catch (Throwable fault) {
                // As above.
            }
        }
        return null;
    }

    /** The end of such a method. */
    public static Object[] exit(Object token, Object returned, Throwable thrown, Class<?> owner, int site) {
        MethodHandle current = exit;
        if (current != null) {
            try {
                return (Object[]) current.invokeExact(owner, site, token, returned, thrown);
            } catch (Throwable fault) {
                // As above.
            }
        }
        return handOut(token);
    }

    private static Object[] handOut(Object token) {
        return token instanceof Object[] ? (Object[]) token : null;
    }
}
