package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/** The codec of one method: every value as the graph of objects that it is. */
final class GraphCodec implements Codec {
    private final Forms forms;
    private final Closure closure;
    private final Declared declared;
    private final ValueSettings settings;
    private final int mostObjects;
    private final @Nullable Wrapper wrapper;
    /** Shared by all threads without care: it is a guess, and immutable. */
    private Usual usual = Usual.NOTHING;
    /** Apart from what is written: another JVM may write more of each class, or less, as its rules say. */
    private ClassTable read = ClassTable.EMPTY;

    /**
     * What the declared type of a method's values tells of them.
     *
     * @param type of the values, boxed
     */
    record Declared(Class<?> type, long shape, boolean sharable) {}

    /** @param wrapper that the method returns around the value */
    GraphCodec(
            Forms forms,
            Closure closure,
            Declared declared,
            ValueSettings settings,
            int mostObjects,
            @Nullable Wrapper wrapper) {
        this.forms = forms;
        this.closure = closure;
        this.declared = declared;
        this.settings = settings;
        this.mostObjects = mostObjects;
        this.wrapper = wrapper;
    }

    @Override
    public boolean sharable() {
        return declared.sharable();
    }

    @Override
    public long shape() {
        return declared.shape();
    }

    @Override
    public @Nullable Wrapper wrapper() {
        return wrapper;
    }

    @Override
    public boolean holdsEntities() {
        return closure.holdsEntities();
    }

    @Override
    public byte[] encode(@Nullable Object value) throws RefusedException {
        try {
            Usual before = usual;
            GraphWriter writer = new GraphWriter(forms, closure, settings, mostObjects, before, null);
            byte[] bytes = writer.write(value);
            learned(before, writer.next(before));
            return bytes;
        } catch (RefusedException refused) {
            throw refused.whole() ? about(value, refused) : located(value, refused);
        } catch (RuntimeException | LinkageError changed) {
            // No code of the application runs here; what throws is a collection that another thread changes.
            throw new RefusedException(
                    "the value can't be looked at, perhaps since another thread changes it: " + changed);
        }
    }

    /** Written only where it changed: all threads read it. */
    @SuppressWarnings("ReferenceEquality") // whether anything changed is told by its being the same
    private void learned(Usual before, Usual now) {
        if (now != before) {
            usual = now;
        }
    }

    /** Where the bytes come from is checked before this; that they could be hostile is taken for granted here. */
    @Override
    public @Nullable Object decode(byte[] bytes, int offset, int length) throws BadPayloadException {
        Object value;
        try {
            ClassTable before = read;
            GraphReader reader = new GraphReader(forms, closure, before, bytes, offset, length);
            value = reader.read();
            if (reader.classes() != before) {
                read = reader.classes();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError odd) {
            // From the JDK's own checks, or from equals, hashCode and compareTo of what should not have been there
            throw new BadPayloadException("contents that don't fit: " + odd);
        }
        if (value != null && !declared.type().isInstance(value)) {
            throw new BadPayloadException(value.getClass().getName() + " instead of "
                    + declared.type().getName());
        }
        return value;
    }

    private static RefusedException about(@Nullable Object value, RefusedException refused) {
        String type = value == null ? "null" : value.getClass().getName();
        return new RefusedException(type + ": " + refused.getMessage());
    }

    /** Goes the same way again and keeps track, which a value that is not refused needn't pay for. */
    private RefusedException located(@Nullable Object value, RefusedException refused) {
        GraphWriter again = new GraphWriter(forms, closure, settings, mostObjects, usual, new Trace());
        try {
            again.write(value);
        } catch (RefusedException same) {
            String place = again.place();
            return place.isEmpty() ? same : new RefusedException(place + ": " + same.getMessage());
        } catch (RuntimeException | LinkageError changed) {
            return refused;
        }
        return refused;
    }
}
