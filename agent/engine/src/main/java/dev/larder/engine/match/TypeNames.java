package dev.larder.engine.match;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Between names as people write them and names as class files hold them. */
public final class TypeNames {

    private TypeNames() {}

    /**
     * {@code blog.Outer.Inner} may be a class in a package or a nested one: every internal name that it can stand for. A
     * pattern stands for itself.
     */
    public static Set<String> candidates(String type) {
        Set<String> names = new LinkedHashSet<>();
        String name = type.replace('.', '/');
        names.add(name);
        if (TypePattern.isPattern(type)) {
            return names;
        }
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/')) {
            name = name.substring(0, slash) + '$' + name.substring(slash + 1);
            names.add(name);
        }
        return names;
    }

    /** {@code blog.PostService#find(long)}, as {@link ClassOutline#describe} writes it. */
    public static String describe(Method method) {
        return method.getDeclaringClass().getName() + "#" + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(type -> readable(type.descriptorString()))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** {@code long}, {@code java.lang.String}, {@code blog.Outer$Inner[]}, for one field descriptor. */
    static String readable(String descriptor) {
        int dimensions = 0;
        while (descriptor.charAt(dimensions) == '[') {
            dimensions++;
        }
        String element = switch (descriptor.charAt(dimensions)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            case 'V' -> "void";
            default ->
                descriptor.substring(dimensions + 1, descriptor.length() - 1).replace('/', '.');
        };
        return element + "[]".repeat(dimensions);
    }

    /**
     * Whether a type of a selector is this one, by its full name or by its simple name alone; nested classes may be
     * written with a dot or with a dollar sign, and with the classes around them or without: {@code Map.Entry}.
     */
    static boolean same(String written, String readable) {
        if (written.equals(readable)) {
            return true;
        }
        String type = readable.replace('$', '.');
        String name = written.replace('$', '.');
        // By convention packages begin with a small letter and classes with a capital
        boolean withoutPackage = name.indexOf('.') < 0 || Character.isUpperCase(name.charAt(0));
        return name.equals(type) || (withoutPackage && type.endsWith("." + name));
    }
}
