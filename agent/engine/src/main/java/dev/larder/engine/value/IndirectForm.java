package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EclipseLink's collections, of whichever version the application brings, found by name. What is written is the collection
 * that stands behind one, which comes back in a new one around it: without a session, and with nothing that listens. One
 * that is not loaded comes back so, where the rule's {@code lazy} has it.
 */
final class IndirectForm extends GraphForm {
    private static final String HOME = "org.eclipse.persistence.indirection.";
    private static final Set<String> COLLECTIONS = Set.of("IndirectList", "IndirectSet", "IndirectMap");
    /** What was added to one that is not loaded, and taken from it. */
    private static final Set<String> CHANGES = Set.of("addedElements", "removedElements");

    private static final int LOADED = 0;
    private static final int UNLOADED = 1;

    private final String name;
    private final MethodHandle create;
    private final MethodHandle hold;
    private final ValueHolders holders;
    private final Field delegate;
    private final long delegateAt;
    private final long holderAt;
    private final List<Long> changes = new ArrayList<>();

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
        for (Field field : type.getDeclaredFields()) {
            if (CHANGES.contains(field.getName())) {
                changes.add(RawFields.offset(field));
            }
        }
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
        return 2;
    }

    @Override
    public long shape() {
        return new Fingerprint()
                .add("indirect")
                .add(delegate.getType().getName())
                .value();
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
        Object holder = behind == null ? RawFields.getReference(value, holderAt) : null;
        if (holder != null && !holders.loaded(holder)) {
            if (changed(value)) {
                throw Unloaded.unmade(name, "though elements were added or removed");
            }
            Unloaded.admit(name, out.settings(), holders.loadable(holder));
            out.body().one(UNLOADED);
            out.aside(null);
            return;
        }
        if (holder != null) {
            behind = holders.value(holder);
        }
        if (behind != null && !delegate.getType().isInstance(behind)) {
            throw new RefusedException(name + " around a " + behind.getClass().getName());
        }
        out.body().one(LOADED);
        out.aside(behind);
    }

    private boolean changed(Object value) {
        for (long at : changes) {
            if (RawFields.getReference(value, at) instanceof Collection<?> some && !some.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        boolean unloaded = in.body().one() == UNLOADED;
        Object behind = in.reference();
        if (unloaded) {
            RawFields.putReference(target, holderAt, holders.unloaded());
            return;
        }
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
        return new Described(Described.Way.FIELDS, new String[0], -1, new String[] {"unloaded", "delegate"}, "ZL");
    }

    @Override
    String step(int reference) {
        return "";
    }
}
