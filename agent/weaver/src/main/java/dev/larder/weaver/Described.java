package dev.larder.weaver;

import dev.larder.engine.rule.Selector;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;

/** Methods in words, for people who wrote a rule. */
final class Described {

    private Described() {}

    /** {@code blog.PostService#find(long)}. */
    static String method(MethodDescription method) {
        return method.getDeclaringType().asErasure().getName() + "#" + signature(method);
    }

    private static String signature(MethodDescription method) {
        return method.getParameters().asTypeList().asErasures().stream()
                .map(TypeDefinition::getActualName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }

    /** True where the type declares or inherits a method that the selector names, with or without a body. */
    static boolean declares(TypeDescription type, MethodMatch match) {
        if (type.getDeclaredMethods().stream().anyMatch(method -> match.matches(method, true))) {
            return true;
        }
        try {
            TypeDescription.Generic parent = type.getSuperClass();
            return (parent != null && declares(parent.asErasure(), match))
                    || type.getInterfaces().asErasures().stream().anyMatch(one -> declares(one, match));
        } catch (RuntimeException unresolved) {
            // A supertype that isn't on the class path: not for us to call the rule wrong.
            return true;
        }
    }

    static String noSuchMethod(TypeDescription type, Selector selector) {
        Set<String> same = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.isMethod() && !method.isSynthetic()) {
                (method.getName().equals(selector.method()) ? same : others).add(signature(method));
            }
        }
        String wanted = selector.toString().substring(selector.toString().indexOf('#') + 1);
        if (!same.isEmpty()) {
            return type.getName() + " has no method " + wanted + ", but " + String.join(" and ", same);
        }
        return type.getName() + " has no method " + wanted + "; it has "
                + (others.isEmpty() ? "none" : String.join(", ", others));
    }
}
