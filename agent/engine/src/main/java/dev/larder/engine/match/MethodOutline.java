package dev.larder.engine.match;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A method as its class file declares it.
 *
 * @param descriptor as in the class file; generics are erased there
 * @param access flags of JVMS 4.6
 */
public record MethodOutline(String name, String descriptor, int access) {
    private static final int ACC_BRIDGE = 0x0040;
    private static final int ACC_SYNTHETIC = 0x1000;

    /** Name and descriptor: unique within its class. */
    public String key() {
        return name + descriptor;
    }

    /** Readable names of the erased parameter types. */
    public List<String> parameters() {
        List<String> types = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = at;
            while (descriptor.charAt(end) == '[') {
                end++;
            }
            end = descriptor.charAt(end) == 'L' ? descriptor.indexOf(';', end) + 1 : end + 1;
            types.add(TypeNames.readable(descriptor.substring(at, end)));
            at = end;
        }
        return types;
    }

    public String returned() {
        return TypeNames.readable(descriptor.substring(descriptor.indexOf(')') + 1));
    }

    /** {@code find(long)}. */
    public String signature() {
        return name + "(" + String.join(", ", parameters()) + ")";
    }

    /** False for constructors and static initialisers. */
    boolean isMethod() {
        return name.charAt(0) != '<';
    }

    /** Whether classes below have it, with its body: all that is not private, static, abstract or a constructor. */
    boolean isInherited() {
        return isMethod() && (access & (Modifier.PRIVATE | Modifier.STATIC | Modifier.ABSTRACT)) == 0;
    }

    boolean isBridge() {
        return (access & ACC_BRIDGE) != 0;
    }

    boolean isSynthetic() {
        return (access & ACC_SYNTHETIC) != 0;
    }

    boolean isAbstract() {
        return Modifier.isAbstract(access);
    }

    boolean isNative() {
        return Modifier.isNative(access);
    }

    /** The last parameter is what the Kotlin compiler adds to a function that can suspend. */
    boolean suspends() {
        return descriptor.contains("Lkotlin/coroutines/Continuation;)");
    }
}
