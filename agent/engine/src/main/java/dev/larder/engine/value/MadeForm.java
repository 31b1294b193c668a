package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection of a framework that lays out what it holds by hashes, which differ in the next JVM. A new one is made in the
 * framework's own way, found by name, and its state moves into the object that the others already refer to.
 */
final class MadeForm extends GraphForm {
    private static final String GUAVA = Guava.HOME;
    private static final String SORTED = GUAVA + "TreeMultiset";
    private static final String KOTLIN = "kotlin.collections.builders.";
    private static final String SPRING = "org.springframework.util.LinkedCaseInsensitiveMap";

    private final Class<?> type;
    private final boolean keyed;
    private final boolean placed;
    private final @Nullable MethodHandle start;
    private final @Nullable MethodHandle finish;
    private final StateMove state;
    private volatile @Nullable Object empty;

    /**
     * @param keyed whether it is a map
     * @param placed whether it asks its elements where they belong
     * @param start makes one to be filled, null where a plain one of the JDK is
     * @param finish makes of that what it is to be, null where it is already
     */
    private MadeForm(
            Class<?> type, boolean keyed, boolean placed, @Nullable MethodHandle start, @Nullable MethodHandle finish) {
        this.type = type;
        this.keyed = keyed;
        this.placed = placed;
        this.start = start;
        this.finish = finish;
        this.state = new StateMove(type);
    }

    /** Null where no such collection is known. */
    static @Nullable Form of(Class<?> type) {
        try {
            return switch (type.getName()) {
                case GUAVA + "RegularImmutableList", GUAVA + "SingletonImmutableList" ->
                    guava(type, "ImmutableList", Collection.class, false);
                case GUAVA + "RegularImmutableSet", GUAVA + "SingletonImmutableSet" ->
                    guava(type, "ImmutableSet", Collection.class, true);
                case GUAVA + "RegularImmutableMap" -> guava(type, "ImmutableMap", Map.class, true);
                case GUAVA + "RegularImmutableBiMap", GUAVA + "SingletonImmutableBiMap" ->
                    guava(type, "ImmutableBiMap", Map.class, true);
                case GUAVA + "RegularImmutableMultiset" -> guava(type, "ImmutableMultiset", Iterable.class, true);
                case GUAVA + "HashMultiset", GUAVA + "LinkedHashMultiset", GUAVA + "ConcurrentHashMultiset", SORTED ->
                    created(type, Iterable.class);
                case GUAVA + "HashBiMap" -> created(type, Map.class);
                case KOTLIN + "MapBuilder" -> kotlin(type, true, Map.class);
                case KOTLIN + "SetBuilder" -> kotlin(type, false, java.util.Set.class);
                case SPRING ->
                    new MadeForm(
                            type,
                            true,
                            true,
                            generic(MethodHandles.publicLookup()
                                    .findConstructor(type, MethodType.methodType(void.class, Locale.class))),
                            null);
                default -> null;
            };
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return new UnfitForm(type.getName() + " is of a version that Larder doesn't know: " + unknown);
        }
    }

    private static Form guava(Class<?> type, String family, Class<?> from, boolean placed)
            throws ReflectiveOperationException {
        Class<?> open = Class.forName(GUAVA + family, false, type.getClassLoader());
        MethodHandle copyOf =
                MethodHandles.publicLookup().findStatic(open, "copyOf", MethodType.methodType(open, from));
        return new MadeForm(type, from == Map.class, placed, null, generic(copyOf));
    }

    /** One that can be changed, so that an empty one is as good as any other. */
    private static Form created(Class<?> type, Class<?> from) throws ReflectiveOperationException {
        MethodHandle create =
                MethodHandles.publicLookup().findStatic(type, "create", MethodType.methodType(type, from));
        return new MadeForm(type, from == Map.class, true, null, generic(create));
    }

    private static Form kotlin(Class<?> type, boolean keyed, Class<?> built) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        return new MadeForm(
                type,
                keyed,
                true,
                MethodHandles.dropArguments(
                        lookup.findConstructor(type, MethodType.methodType(void.class))
                                .asType(MethodType.genericMethodType(0)),
                        0,
                        Object.class),
                generic(lookup.findVirtual(type, "build", MethodType.methodType(built))));
    }

    private static MethodHandle generic(MethodHandle one) {
        return one.asType(MethodType.genericMethodType(1));
    }

    @Override
    boolean filledLast() {
        return placed;
    }

    @Override
    int keyEvery() {
        return keyed ? 2 : 1;
    }

    @Override
    int leastBody() {
        return 1;
    }

    /** The empty one is an object that the framework may compare by identity. */
    @Override
    int constant(Object value) {
        boolean none = keyed ? ((Map<?, ?>) value).isEmpty() : ((Collection<?>) value).isEmpty();
        try {
            return none && finish != null && value == empty() ? 0 : -1;
        } catch (BadPayloadException unmade) {
            return -1;
        }
    }

    @Override
    Object constantAt(int number) throws BadPayloadException {
        if (number != 0) {
            throw new BadPayloadException("no constant " + number);
        }
        return empty();
    }

    private Object empty() throws BadPayloadException {
        Object known = empty;
        if (known == null) {
            known = made(new Object[0], Locale.ROOT);
            empty = known;
        }
        return known;
    }

    /** What it is spelled by, of the one that takes no note of case. */
    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        if (type.getName().equals(SPRING)) {
            out.body().text(locale(value).toLanguageTag());
        } else if (type.getName().equals(SORTED) && !natural(value)) {
            throw new RefusedException(type.getName()
                    + " that is sorted by a comparator; use natural order, or one of the JDK's sorted maps");
        }
    }

    /** A new one is sorted so; a comparator would have to be there before its first element. */
    private boolean natural(Object value) throws RefusedException {
        try {
            Object comparator = Class.forName(GUAVA + "SortedMultiset", false, type.getClassLoader())
                    .getMethod("comparator")
                    .invoke(value);
            return comparator.getClass().getName().equals(GUAVA + "NaturalOrdering");
        } catch (ReflectiveOperationException unknown) {
            throw new RefusedException(type.getName() + " doesn't tell its comparator");
        }
    }

    private Locale locale(Object value) throws RefusedException {
        try {
            return (Locale) type.getMethod("getLocale").invoke(value);
        } catch (ReflectiveOperationException unknown) {
            throw new RefusedException(type.getName() + " doesn't tell its locale");
        }
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        if (type.getName().equals(SPRING)) {
            in.keep(Locale.forLanguageTag(in.body().text()));
        }
        return RawFields.allocate(type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        if (keyed) {
            Contents.write((Map<?, ?>) value, out);
        } else {
            Contents.write((Collection<?>) value, out);
        }
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        if (placed) {
            in.later(this);
        } else {
            become(target, made(in.references(1), Locale.ROOT));
        }
    }

    @Override
    void fill(Object target, @Nullable Object[] contents, @Nullable Object kept) throws BadPayloadException {
        become(target, made(contents, kept instanceof Locale locale ? locale : Locale.ROOT));
    }

    private void become(Object target, Object made) throws BadPayloadException {
        if (made.getClass() != type) {
            throw new BadPayloadException(
                    "contents that belong into " + made.getClass().getName());
        }
        state.move(made, target);
    }

    private Object made(@Nullable Object[] contents, Locale locale) throws BadPayloadException {
        try {
            Object filling = start != null
                    ? (Object) start.invokeExact((Object) locale)
                    : keyed ? new LinkedHashMap<>() : new ArrayList<>();
            int count = 0;
            if (keyed) {
                Map<Object, Object> map = Contents.map(filling);
                for (; count < contents.length; count += 2) {
                    map.put(contents[count], contents[count + 1]);
                }
                count = map.size() * 2;
            } else {
                Collection<Object> collection = Contents.collection(filling);
                for (Object element : contents) {
                    collection.add(element);
                }
                count = collection.size();
            }
            Object made = finish == null ? filling : (Object) finish.invokeExact(filling);
            int held = made instanceof Map<?, ?> map ? map.size() * 2 : ((Collection<?>) made).size();
            if (count != contents.length || held != contents.length) {
                throw new BadPayloadException("an element that is there twice");
            }
            return made;
        } catch (BadPayloadException | Error known) {
            throw known;
        } catch (Throwable refused) {
            throw new BadPayloadException("contents that " + type.getName() + " doesn't take: " + refused);
        }
    }

    @Override
    Described described() {
        return Described.of(
                !keyed
                        ? Described.Way.LIST
                        : type.getName().equals(SPRING) ? Described.Way.MAP_WITH_LOCALE : Described.Way.MAP);
    }

    @Override
    String step(int reference) {
        return keyed ? Contents.entry(reference) : super.step(reference);
    }
}
