package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EclipseLink's collections, of whichever version the application brings, found by name. What is written is the collection
 * that stands behind one, which comes back in a new one around it: without a session, and with nothing that listens.
 */
final class IndirectForm extends GraphForm {
    private static final String HOME = "org.eclipse.persistence.indirection.";
    private static final Set<String> COLLECTIONS = Set.of("IndirectList", "IndirectSet", "IndirectMap");

    private final String name;
    private final MethodHandle create;
    private final MethodHandle hold;
    private final ValueHolders holders;
    private final Field delegate;
    private final long delegateAt;
    private final long holderAt;

    private IndirectForm(Class<?> type) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> holder = Class.forName(HOME + "ValueHolder", false, type.getClassLoader());
        this.name = type.getSimpleName();
        this.create =
                lookup.findConstructor(type, MethodType.methodType(void.class)).asType(MethodType.genericMethodType(0));
        this.hold = lookup.findConstructor(holder, MethodType.methodType(void.class, Object.class))
                .asType(MethodType.genericMethodType(1));
        this.holders = new ValueHolders(type.getClassLoader());
        this.delegate = type.getDeclaredField("delegate");
        this.delegateAt = RawFields.offset(delegate);
        this.holderAt = RawFields.offset(type.getDeclaredField("valueHolder"));
    }

    static boolean covers(String name) {
        return name.startsWith(HOME) && COLLECTIONS.contains(name.substring(HOME.length()));
    }

    static Form of(Class<?> type) {
        try {
            return new IndirectForm(type);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return new UnfitForm(type.getName() + " is of an EclipseLink that Larder doesn't know: " + unknown);
        }
    }

    @Override
    int leastBody() {
        return 1;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        try {
            return (Object) create.invokeExact();
        } catch (Throwable unmade) {
            throw new BadPayloadException("no " + name + " could be made: " + unmade);
        }
    }

    /** Reads fields: asking the collection itself anything may load it. */
    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Object behind = RawFields.getReference(value, delegateAt);
        if (behind == null) {
            Object holder = RawFields.getReference(value, holderAt);
            if (holder != null && !holders.loaded(holder)) {
                throw new RefusedException("uninitialised " + name + " (lazy, not loaded)");
            }
            behind = holder == null ? null : holders.value(holder);
        }
        if (behind != null && !delegate.getType().isInstance(behind)) {
            throw new RefusedException(name + " around a " + behind.getClass().getName());
        }
        out.aside(behind);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Object behind = in.reference();
        if (behind == null) {
            return;
        }
        if (!delegate.getType().isInstance(behind)) {
            throw new BadPayloadException(behind.getClass().getName() + " in an " + name);
        }
        try {
            RawFields.putReference(target, holderAt, (Object) hold.invokeExact(behind));
        } catch (Throwable unmade) {
            throw new BadPayloadException("nothing holds the contents of an " + name + ": " + unmade);
        }
        RawFields.putReference(target, delegateAt, behind);
    }

    @Override
    @Nullable
    Described described() {
        return new Described(Described.Way.FIELDS, new String[0], -1, new String[] {"delegate"}, "L");
    }

    @Override
    String step(int reference) {
        return "";
    }
}
