package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds holes to the real types of one method, so that nothing is looked up on a call. */
final class HoleCompiler {
    private final Method method;
    private final List<? extends @Nullable String> names;
    private final MethodHandles.Lookup lookup;

    /** @param names of the method's parameters, null for those that nobody knows */
    HoleCompiler(Method method, List<? extends @Nullable String> names, MethodHandles.Lookup lookup) {
        this.method = method;
        this.names = names;
        this.lookup = lookup;
    }

    HolePlan compile(Hole hole) throws TemplateException {
        HoleRoot root = HoleRoot.of(hole, method, names, lookup);
        GenericType type = root.type();
        List<Step> steps = new ArrayList<>();
        for (String name : hole.steps()) {
            type = step(hole, name, type, steps);
        }
        return new HolePlan(hole, root, steps, type, lookup);
    }

    private GenericType step(Hole hole, String name, GenericType from, List<Step> steps) throws TemplateException {
        Class<?> raw = from.raw();
        if (raw == Optional.class) {
            steps.add(new Step.OfOptional());
            return step(hole, name, from.argument(Optional.class, 0), steps);
        }
        if (name.equals(Hole.EACH)) {
            return each(hole, from, steps);
        }
        if (Map.class.isAssignableFrom(raw)) {
            boolean strings = from.argument(Map.class, 0).raw() == String.class;
            steps.add(strings ? new Step.OfStringMap(name) : new Step.OfMap(name));
            return from.argument(Map.class, 1);
        }
        if (Step.index(name) && (raw.isArray() || List.class.isAssignableFrom(raw))) {
            steps.add(new Step.OfIndex(Integer.parseInt(name)));
            if (!raw.isArray()) {
                return from.argument(Collection.class, 0);
            }
            return from.arguments().isEmpty()
                    ? GenericType.of(raw.getComponentType())
                    : from.arguments().get(0);
        }
        Properties.Property property = raw.isPrimitive() || raw.isArray() ? null : Properties.find(raw, name, lookup);
        if (property != null) {
            steps.add(new Step.OfProperty(property.read()));
            return from.member(property.type(), property.declaring());
        }
        if (!subtypesMayHaveMore(from)) {
            throw missing(hole, name, raw);
        }
        steps.add(new Step.AsFound(name, lookup));
        return GenericType.OBJECT;
    }

    private static TemplateException missing(Hole hole, String name, Class<?> raw) {
        Collection<String> names = raw.isPrimitive() || raw.isArray() ? List.of() : Properties.names(raw);
        return new TemplateException("{" + hole.text() + "}: "
                + (names.contains(name)
                        ? Quoted.of(name) + " of " + raw.getTypeName() + " can't be read from outside its module"
                        : raw.getTypeName() + " has no property " + Quoted.of(name) + "." + Nearest.hint(name, names)));
    }

    private static GenericType each(Hole hole, GenericType from, List<Step> steps) throws TemplateException {
        Class<?> raw = from.raw();
        steps.add(new Step.OfEach());
        if (Map.class.isAssignableFrom(raw)) {
            return from.argument(Map.class, 1);
        }
        if (Iterable.class.isAssignableFrom(raw)) {
            return from.argument(Iterable.class, 0);
        }
        if (raw.isArray()) {
            return from.arguments().isEmpty()
                    ? GenericType.of(raw.getComponentType())
                    : from.arguments().get(0);
        }
        if (!subtypesMayHaveMore(from)) {
            throw new TemplateException("{" + hole.text() + "}: " + raw.getTypeName()
                    + " has no elements. [*] stands behind a collection, an array or a map");
        }
        return GenericType.OBJECT;
    }

    /** Whether a value may well be of a class that has more than its declared type tells. */
    private static boolean subtypesMayHaveMore(GenericType type) {
        Class<?> raw = type.raw();
        boolean extended = type.open()
                || raw.isInterface()
                || raw == Object.class
                || (Modifier.isAbstract(raw.getModifiers()) && !raw.isPrimitive() && !raw.isArray());
        return extended && !Modifier.isFinal(raw.getModifiers());
    }
}
