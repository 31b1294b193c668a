package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hole bound to a method: how its value is read from a call, and what is known of its type. Any thread. */
final class HolePlan {
    /** No hole gives more values than this; past it an eviction widens, and a key isn't written. */
    static final int MOST = 1000;

    private final Hole hole;
    private final HoleRoot root;
    private final Step[] steps;
    private final boolean many;
    private final GenericType type;
    private final @Nullable Class<?> closed;
    private final ClassValue<Parts> parts;

    HolePlan(Hole hole, HoleRoot root, List<Step> steps, GenericType type, MethodHandles.Lookup lookup) {
        this.hole = hole;
        this.root = root;
        this.steps = steps.toArray(new Step[0]);
        this.many = hole.many();
        this.type = type;
        this.closed = Scalars.closed(type.raw());
        this.parts = new ClassValue<>() {
            @Override
            protected Parts computeValue(Class<?> of) {
                return Parts.of(of, lookup);
            }
        };
    }

    Hole hole() {
        return hole;
    }

    boolean needsResult() {
        return root.index() == HoleRoot.RESULT;
    }

    /** Whether one call may give several values: then {@link #values} is to be asked. */
    boolean many() {
        return many;
    }

    /** The parameter that the hole begins at, negative where it begins elsewhere. */
    int parameter() {
        return root.index();
    }

    /** What is known of the type of its values. */
    GenericType type() {
        return type;
    }

    /** The one class whose values are written plainly, null for an open hole ({@link KeyText}). */
    @Nullable
    Class<?> closed() {
        return closed;
    }

    Parts parts(Class<?> of) {
        return parts.get(of);
    }

    /** The hole's value in a call. */
    @Nullable
    Object value(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException {
        Object value = begin(self, args, result);
        for (int i = 0; i < steps.length; i++) {
            if (value == null) {
                throw failed("can't be read: null on the way");
            }
            value = step(steps[i], value);
        }
        return value;
    }

    /** The same, for those to whom null on the way means as much as null at its end. */
    @Nullable
    Object valueOrNull(@Nullable Object self, @Nullable Object[] args, @Nullable Object result) throws KeyException {
        Object value = begin(self, args, result);
        for (int i = 0; i < steps.length && value != null; i++) {
            value = step(steps[i], value);
        }
        return value;
    }

    /** All values of a hole that may give several; empty where a collection on its way is. */
    List<@Nullable Object> values(@Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(begin(self, args, result));
        for (Step step : steps) {
            List<@Nullable Object> next = new ArrayList<>(values.size());
            for (Object value : values) {
                if (value == null) {
                    throw failed("can't be read: null on the way");
                }
                if (!(step instanceof Step.OfEach each)) {
                    next.add(step(step, value));
                } else if (!elements(each, value, next)) {
                    throw failed("gives more than " + MOST + " values, or is no collection");
                }
            }
            if (next.size() > MOST) {
                throw failed("gives more than " + MOST + " values");
            }
            values = next;
        }
        return values;
    }

    private boolean elements(Step.OfEach each, Object from, List<@Nullable Object> into) throws KeyException {
        try {
            return each.read(from, into, MOST);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw failed("can't be read: " + e.getClass().getName());
        }
    }

    private @Nullable Object begin(@Nullable Object self, @Nullable Object[] args, @Nullable Object result)
            throws KeyException {
        int index = root.index();
        if (index >= 0) {
            return args[index];
        }
        if (index != HoleRoot.CALL) {
            return index == HoleRoot.THIS ? self : result;
        }
        try {
            return root.called();
        } catch (Throwable e) {
            throw failed("can't be read: " + e.getClass().getName());
        }
    }

    private @Nullable Object step(Step step, Object from) throws KeyException {
        try {
            return step.read(from);
        } catch (KeyException e) {
            throw new KeyException("{" + hole.text() + "}: " + e.getMessage());
        } catch (Throwable e) {
            // Whatever the application's own code throws here must not reach the caller: the key is doubtful
            throw failed("can't be read: " + e.getClass().getName());
        }
    }

    private KeyException failed(String why) {
        return new KeyException("{" + hole.text() + "} " + why);
    }
}
