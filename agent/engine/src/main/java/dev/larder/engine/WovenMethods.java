package dev.larder.engine;

import java.lang.reflect.Method;
import java.util.List;

/**
 * The weaver's whole view of the engine: which methods are wanted, what stands behind each, and whom to tell. Safe for
 * use by many threads.
 */
public interface WovenMethods {

    /** What the rules in force ask for. */
    List<Selection> selections();

    /**
     * Makes what stands behind a woven method, once for each loaded class, when it is first called.
     *
     * @param selections all that chose this method, never empty
     * @return {@link CallHandler#NOTHING} where the method can't be served; the reason has been reported then
     */
    CallHandler bind(Class<?> owner, Method method, List<Selection> selections);

    /**
     * A method's bytecode now calls the engine.
     *
     * @param loader of its class, in words
     */
    void woven(Selection selection, String method, String loader);

    /** The rule can't have what it asks for. */
    void refused(Selection selection, String reason);

    /** A class could not be woven, through a fault of Larder's. */
    void failed(Selection selection, String type, Throwable fault);
}
