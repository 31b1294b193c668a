package dev.larder.engine.coherence;

import java.lang.invoke.MethodType;

/** Primitive types and the classes that their values travel in. */
final class Boxes {

    private Boxes() {}

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }
}
