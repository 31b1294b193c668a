package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hole bound to a method: how its value is read from a call, and what is known of its type. Any thread. */
final class HolePlan {
    private static final int THIS = -1;
    private static final int RESULT = -2;

    private final Hole hole;
    private final int root;
    private final Step[] steps;
    private final @Nullable Class<?> closed;
    private final ClassValue<Parts> parts;

    private HolePlan(Hole hole, int root, List<Step> steps, GenericType type, MethodHandles.Lookup lookup) {
        this.hole = hole;
        this.root = root;
        this.steps = steps.toArray(new Step[0]);
        this.closed = Scalars.closed(type.raw());
        this.parts = new ClassValue<>() {
            @Override
            protected Parts computeValue(Class<?> of) {
                return Parts.of(of, lookup);
            }
        };
    }

    /**
     * Resolves a hole against the method's real types.
     *
     * @param names of the method's parameters, null for those that nobody knows
     */
    static HolePlan compile(
            Hole hole, Method method, List<? extends @Nullable String> names, MethodHandles.Lookup lookup)
            throws TemplateException {
        int root = root(hole, method, names);
        GenericType type = GenericType.of(typeOf(root, method));
        List<Step> steps = new ArrayList<>();
        for (String name : hole.steps()) {
            type = step(hole, name, type, steps, lookup);
        }
        return new HolePlan(hole, root, steps, type, lookup);
    }

    private static int root(Hole hole, Method method, List<? extends @Nullable String> names) throws TemplateException {
        String word = hole.root();
        if (names.contains(word)) {
            return names.indexOf(word);
        }
        if (word.equals("this")) {
            if (Modifier.isStatic(method.getModifiers())) {
                throw new TemplateException("{" + hole.text() + "}: " + method.getName() + " is static: no this");
            }
            return THIS;
        }
        if (word.equals("result")) {
            if (method.getReturnType() == void.class) {
                throw new TemplateException("{" + hole.text() + "}: " + method.getName() + " returns nothing");
            }
            return RESULT;
        }
        int count = method.getParameterCount();
        if (Step.index(word)) {
            int index = Integer.parseInt(word);
            if (index < count) {
                return index;
            }
            throw new TemplateException("{" + hole.text() + "}: " + method.getName() + " has "
                    + switch (count) {
                        case 0 -> "no parameters";
                        case 1 -> "one parameter, {0}";
                        default -> count + " parameters, {0} to {" + (count - 1) + "}";
                    });
        }
        List<String> known = new ArrayList<>();
        for (String name : names) {
            if (name != null) {
                known.add(name);
            }
        }
        String hint = known.isEmpty() && count > 0
                ? " Its names aren't known: name them in the selector, or write {0}"
                : Nearest.hint(word, known);
        throw new TemplateException(
                "{" + hole.text() + "}: " + method.getName() + " has no parameter '" + word + "'." + hint);
    }

    private static Type typeOf(int root, Method method) {
        return switch (root) {
            case THIS -> method.getDeclaringClass();
            case RESULT -> method.getGenericReturnType();
            default -> method.getGenericParameterTypes()[root];
        };
    }

    private static GenericType step(
            Hole hole, String name, GenericType from, List<Step> steps, MethodHandles.Lookup lookup)
            throws TemplateException {
        Class<?> raw = from.raw();
        if (raw == Optional.class) {
            steps.add(new Step.OfOptional());
            return step(hole, name, from.argument(Optional.class, 0), steps, lookup);
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
        boolean subtypesMayHaveIt = from.open()
                || raw.isInterface()
                || raw == Object.class
                || (Modifier.isAbstract(raw.getModifiers()) && !raw.isPrimitive() && !raw.isArray());
        if (!subtypesMayHaveIt || Modifier.isFinal(raw.getModifiers())) {
            throw new TemplateException("{" + hole.text() + "}: " + raw.getTypeName() + " has no property '" + name
                    + "'."
                    + Nearest.hint(name, raw.isPrimitive() || raw.isArray() ? List.of() : Properties.names(raw)));
        }
        steps.add(new Step.AsFound(name, lookup));
        return GenericType.OBJECT;
    }

    Hole hole() {
        return hole;
    }

    boolean needsResult() {
        return root == RESULT;
    }

    /** The one class whose values are written plainly, null for an open hole ({@link KeyText}). */
    @Nullable
    Class<?> closed() {
        return closed;
    }

    Parts parts(Class<?> type) {
        return parts.get(type);
    }

    /** The hole's value in a call. */
    @Nullable
    Object value(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException {
        Object value = root >= 0 ? args[root] : root == THIS ? self : result;
        for (int i = 0; i < steps.length; i++) {
            if (value == null) {
                throw new KeyException("{" + hole.text() + "} can't be read: null on the way");
            }
            try {
                value = steps[i].read(value);
            } catch (KeyException e) {
                throw new KeyException("{" + hole.text() + "}: " + e.getMessage());
            } catch (Throwable e) {
                // Whatever the application's own code throws here must not reach the caller: the key is doubtful
                throw new KeyException(
                        "{" + hole.text() + "} can't be read: " + e.getClass().getName());
            }
        }
        return value;
    }
}
