package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity into which EclipseLink wove lazy loading and fetch groups. What it wove in is not written, but which attributes
 * are yet to be loaded, where the rule's {@code lazy} has it so: they come back with holders that have no session. Of
 * which attributes a fetch group left out no copy can tell, and so such an entity is refused.
 */
final class WeavedForm extends ImageForm {
    static final String WOVEN = "_persistence_";

    private static final String HOLDER_END = "_vh";
    private static final int UNLOADED = 1;

    private final Class<?> type;
    private final StateMove state;
    private final ValueHolders holders;
    private final List<Lazy> attributes = new ArrayList<>();
    private long fetchGroup = -1;

    /** An attribute whose value may be with its holder still, and not in its own field. */
    private record Lazy(String name, long holder, Class<?> holderType, long field, Class<?> fieldType) {}

    private WeavedForm(Class<?> type) throws ReflectiveOperationException {
        super(type, Layout.Kept.OF_APPLICATION, true);
        this.type = type;
        this.state = new StateMove(type);
        this.holders = new ValueHolders(type.getClassLoader());
        for (Field field : Layout.fields(type, Layout.Kept.ALL)) {
            String name = field.getName();
            if (name.equals(WOVEN + "fetchGroup")) {
                fetchGroup = RawFields.offset(field);
            } else if (name.startsWith(WOVEN) && name.endsWith(HOLDER_END)) {
                String attribute = name.substring(WOVEN.length(), name.length() - HOLDER_END.length());
                Field own = field.getDeclaringClass().getDeclaredField(attribute);
                attributes.add(new Lazy(
                        attribute, RawFields.offset(field), field.getType(), RawFields.offset(own), own.getType()));
            }
        }
    }

    /** Null for a class into which nothing was woven. */
    static @Nullable Form of(Class<?> type) {
        for (Field field : Layout.fields(type, Layout.Kept.ALL)) {
            if (field.getName().startsWith(WOVEN)) {
                try {
                    return new WeavedForm(type);
                } catch (ReflectiveOperationException | LinkageError unknown) {
                    return new UnfitForm(
                            type.getName() + " was woven by an EclipseLink that Larder doesn't know: " + unknown);
                }
            }
        }
        return null;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        if (fetchGroup >= 0 && RawFields.getReference(value, fetchGroup) != null) {
            throw new RefusedException(type.getName() + " is only partly loaded, by a fetch group");
        }
        for (Lazy attribute : attributes) {
            Object holder = RawFields.getReference(value, attribute.holder());
            if (holder != null && !holders.loaded(holder)) {
                Unloaded.admit(attribute.name() + " of " + type.getName(), out.settings(), holders.loadable(holder));
            }
        }
    }

    /** What the entity would give out, were it asked: that which its holders have, even where its fields don't yet. */
    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Object told = value;
        for (Lazy attribute : attributes) {
            Object holder = RawFields.getReference(value, attribute.holder());
            Object held = holder == null || !holders.loaded(holder) ? null : holders.value(holder);
            if (attribute.fieldType().isInstance(held) && RawFields.getReference(value, attribute.field()) != held) {
                told = told == value ? copy(value) : told;
                RawFields.putReference(told, attribute.field(), held);
            }
        }
        super.writeBody(told, out);
        for (Lazy attribute : attributes) {
            Object holder = RawFields.getReference(value, attribute.holder());
            out.body().one(holder == null || holders.loaded(holder) ? 0 : UNLOADED);
        }
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        super.readBody(target, in);
        for (Lazy attribute : attributes) {
            if (in.body().one() == UNLOADED) {
                Object holder = holders.unloaded();
                if (!attribute.holderType().isInstance(holder)) {
                    throw new BadPayloadException("no holder of " + attribute.name());
                }
                RawFields.putReference(target, attribute.holder(), holder);
            }
        }
    }

    @Override
    int leastBody() {
        return super.leastBody() + attributes.size();
    }

    @Override
    public long shape() {
        Fingerprint print = new Fingerprint().add("weaved").add(super.shape());
        for (Lazy attribute : attributes) {
            print.add(attribute.name());
        }
        return print.value();
    }

    @Override
    Described described() {
        Described told = super.described();
        for (Lazy attribute : attributes) {
            told = told.with(attribute.name() + " unloaded", 'Z');
        }
        return told;
    }

    private Object copy(Object value) throws RefusedException {
        try {
            Object copy = RawFields.allocate(type);
            state.move(value, copy);
            return copy;
        } catch (BadPayloadException impossible) {
            throw new RefusedException(type.getName() + " has no instances");
        }
    }
}
