package dev.larder.weaver;

import dev.larder.engine.rule.Selector;
import java.util.List;
import java.util.regex.Pattern;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Whether a method is one that a selector names, by its name and the erased types of its parameters. */
final class MethodMatch {
    private final Selector selector;
    private final Pattern name;

    MethodMatch(Selector selector) {
        this.selector = selector;
        StringBuilder regex = new StringBuilder();
        for (char c : selector.method().toCharArray()) {
            regex.append(c == '*' ? "[^.]*" : Pattern.quote(String.valueOf(c)));
        }
        this.name = Pattern.compile(regex.toString());
    }

    boolean named(MethodDescription method) {
        return name.matcher(method.getName()).matches();
    }

    /**
     * @param loose true where type variables of the selected type may have been erased away: then {@code Object} passes
     *     for any reference type
     */
    boolean matches(MethodDescription method, boolean loose) {
        if (!named(method)) {
            return false;
        }
        List<Selector.Parameter> wanted = selector.parameters();
        if (wanted == null) {
            return true;
        }
        if (wanted.size() != method.getParameters().size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            TypeDescription type = method.getParameters().get(i).getType().asErasure();
            if (!sameType(wanted.get(i).type(), type) && !(loose && type.represents(Object.class))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameType(String written, TypeDescription type) {
        String canonical = type.getCanonicalName() == null ? type.getName() : type.getCanonicalName();
        if (written.equals(canonical) || written.equals(type.getName()) || written.equals(readable(type))) {
            return true;
        }
        // A name without a package stands for every class of that simple name.
        return written.indexOf('.') < 0 && canonical.endsWith("." + written);
    }

    /** Arrays of nested classes: {@code blog.Outer$Inner[]}. */
    private static String readable(TypeDescription type) {
        return type.isArray() ? readable(type.getComponentType()) + "[]" : type.getName();
    }
}
