package dev.larder.engine.value;

import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hibernate's proxy of an entity that is not loaded. It comes back as a proxy without a session: it tells its identifier, and
 * fails with Hibernate's own error for anything else. Its class is made by Hibernate, not by Larder: it is found by its
 * name beside the entity's once the application's session factory is built, as of Hibernate 6. Names in 5 are random.
 */
final class UnloadedProxyForm extends GraphForm {
    static final String NAME_END = "$HibernateProxy";

    private static final String PROXY = "org.hibernate.proxy.HibernateProxy";
    private static final String INTERCEPTOR = "org.hibernate.proxy.pojo.bytebuddy.ByteBuddyInterceptor";
    private static final String INTERCEPTOR_FIELD = "$$_hibernate_interceptor";

    /** What an interceptor may have beside what {@link State} keeps: all of it is the session's, or comes with loading. */
    private static final Set<String> LEFT_OUT = Set.of(
            "session",
            "sessionFactoryUuid",
            "sessionFactoryName",
            "allowLoadOutsideTransaction",
            "readOnly",
            "readOnlyBeforeAttachedToSession",
            "initialized",
            "target",
            "replacement");

    private static final Map<String, Class<?>> NEEDED = Map.of(
            "entityName", String.class,
            "id", Object.class,
            "unwrap", boolean.class,
            "persistentClass", Class.class,
            "getIdentifierMethod", Method.class,
            "setIdentifierMethod", Method.class,
            "overridesEquals", boolean.class,
            "interfaces", Class[].class);

    /** Of what kinds of identifiers need, which no bytes can bring back. */
    private static final Set<String> MUST_BE_NULL = Set.of("componentIdType", "temporalIdentifier");

    private final Class<?> type;
    private final Class<?> entity;
    private final State state;
    private final Class<?>[] interfaces;
    private final long shape;
    private volatile Accessor getter = Accessor.NONE;
    private volatile Accessor setter = Accessor.NONE;

    /** A method of the entity by its name, the last one that was asked for. */
    private record Accessor(@Nullable String name, @Nullable Method method) {
        static final Accessor NONE = new Accessor(null, null);
    }

    /** Where the interceptor, which is all of a proxy's state, has what. */
    private static final class State {
        private final Class<?> type;
        private final long at;
        private final Map<String, Long> offsets = new HashMap<>();

        State(Class<?> proxy, Class<?> type) throws ReflectiveOperationException {
            this.type = type;
            Field field = proxy.getDeclaredField(INTERCEPTOR_FIELD);
            if (!field.getType().isAssignableFrom(type)) {
                throw new NoSuchFieldException(field + " takes no " + type.getName());
            }
            this.at = RawFields.offset(field);
            for (Field each : Layout.fields(type, Layout.Kept.ALL)) {
                String name = each.getName();
                if (LEFT_OUT.contains(name)) {
                    continue;
                }
                if (!MUST_BE_NULL.contains(name) && NEEDED.get(name) != each.getType()) {
                    throw new NoSuchFieldException("unknown " + each);
                }
                offsets.put(name, RawFields.offset(each));
            }
            if (!offsets.keySet().containsAll(NEEDED.keySet())) {
                throw new NoSuchFieldException(type.getName() + " has only " + offsets.keySet());
            }
        }

        private long offset(String name) {
            return Objects.requireNonNull(offsets.get(name));
        }

        @Nullable
        Object get(Object interceptor, String name) {
            return offsets.containsKey(name) ? RawFields.getReference(interceptor, offset(name)) : null;
        }

        void put(Object interceptor, String name, @Nullable Object value) {
            RawFields.putReference(interceptor, offset(name), value);
        }

        boolean is(Object interceptor, String name) {
            return RawFields.getBoolean(interceptor, offset(name));
        }

        void set(Object interceptor, String name, boolean value) {
            RawFields.putBoolean(interceptor, offset(name), value);
        }
    }

    private UnloadedProxyForm(Class<?> type, Class<?> proxy) throws ReflectiveOperationException {
        this.type = type;
        this.entity = type.getSuperclass();
        this.state = new State(type, Class.forName(INTERCEPTOR, false, proxy.getClassLoader()));
        this.interfaces = new Class<?>[] {proxy};
        this.shape = new Fingerprint().add("proxy").add(entity.getName()).value();
    }

    /**
     * @param proxy Hibernate's interface of it
     * @return null for a proxy that can't be made again
     */
    static @Nullable UnloadedProxyForm of(Class<?> type, Class<?> proxy) {
        Class<?> entity = type.getSuperclass();
        if (entity == null || !type.getName().equals(entity.getName() + NAME_END)) {
            return null;
        }
        List<Field> own = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                own.add(field);
            }
        }
        try {
            return own.size() == 1 ? new UnloadedProxyForm(type, proxy) : null;
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return null;
        }
    }

    /** Whether a class is the one that Hibernate makes for an entity that has this class's name. */
    static boolean isOf(Class<?> type, Class<?> entity) {
        if (type.getSuperclass() != entity) {
            return false;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().equals(PROXY)) {
                return true;
            }
        }
        return false;
    }

    /** Null where the proxy can be made again, else why it can't. */
    @Nullable
    String unfit(Object interceptor) {
        if (interceptor.getClass() != state.type
                || state.get(interceptor, "persistentClass") != entity
                || !entity.getName().equals(state.get(interceptor, "entityName"))) {
            return "mapped in a way that its class doesn't tell";
        }
        for (String part : MUST_BE_NULL) {
            if (state.get(interceptor, part) != null) {
                return "whose identifier has several parts";
            }
        }
        if (!(state.get(interceptor, "interfaces") instanceof Class<?>[] all)
                || all.length != 1
                || all[0] != interfaces[0]) {
            return "a proxy of further interfaces";
        }
        try {
            if (!Objects.equals(
                            method(interceptor, "getIdentifierMethod"),
                            getter(name(interceptor, "getIdentifierMethod")))
                    || !Objects.equals(
                            method(interceptor, "setIdentifierMethod"),
                            setter(name(interceptor, "setIdentifierMethod")))) {
                return "whose identifier is got at by a method that its name doesn't tell";
            }
        } catch (BadPayloadException several) {
            return "whose identifier is got at by a method that its name doesn't tell";
        }
        return state.get(interceptor, "id") == null ? "without an identifier" : null;
    }

    Object interceptor(Object proxy) {
        return Objects.requireNonNull(RawFields.getReference(proxy, state.at));
    }

    private @Nullable Method method(Object interceptor, String field) {
        return (Method) state.get(interceptor, field);
    }

    private @Nullable String name(Object interceptor, String field) {
        Method method = method(interceptor, field);
        return method == null ? null : method.getName();
    }

    private @Nullable Method getter(@Nullable String name) throws BadPayloadException {
        Accessor known = getter;
        if (!Objects.equals(known.name(), name)) {
            known = new Accessor(name, find(name, 0));
            getter = known;
        }
        return known.method();
    }

    private @Nullable Method setter(@Nullable String name) throws BadPayloadException {
        Accessor known = setter;
        if (!Objects.equals(known.name(), name)) {
            known = new Accessor(name, find(name, 1));
            setter = known;
        }
        return known.method();
    }

    /** The lowest class that declares one says which it is; it may declare only one. */
    private @Nullable Method find(@Nullable String name, int parameters) throws BadPayloadException {
        if (name == null) {
            return null;
        }
        for (Class<?> each = entity; each != null && each != Object.class; each = each.getSuperclass()) {
            Method found = null;
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && method.getParameterCount() == parameters
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())) {
                    if (found != null) {
                        throw new BadPayloadException(entity.getName() + " has several methods " + name);
                    }
                    found = method;
                }
            }
            if (found != null) {
                return found;
            }
        }
        throw new BadPayloadException(entity.getName() + " has no method " + name);
    }

    @Override
    public long shape() {
        return shape;
    }

    @Override
    int leastBody() {
        return 5;
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        return RawFields.allocate(type);
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Object interceptor = interceptor(value);
        out.reference(state.get(interceptor, "id"));
        out.reference(name(interceptor, "getIdentifierMethod"));
        out.reference(name(interceptor, "setIdentifierMethod"));
        out.body().one(state.is(interceptor, "overridesEquals") ? 1 : 0);
        out.body().one(state.is(interceptor, "unwrap") ? 1 : 0);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Object interceptor = RawFields.allocate(state.type);
        Object id = in.reference();
        Method get = getter(text(in.reference()));
        if (id == null
                || (get != null
                        && !MethodType.methodType(get.getReturnType())
                                .wrap()
                                .returnType()
                                .isInstance(id))) {
            throw new BadPayloadException("no identifier of " + entity.getName());
        }
        state.put(interceptor, "entityName", entity.getName());
        state.put(interceptor, "persistentClass", entity);
        state.put(interceptor, "interfaces", interfaces);
        state.put(interceptor, "id", id);
        state.put(interceptor, "getIdentifierMethod", get);
        state.put(interceptor, "setIdentifierMethod", setter(text(in.reference())));
        state.set(interceptor, "overridesEquals", in.body().one() != 0);
        state.set(interceptor, "unwrap", in.body().one() != 0);
        RawFields.putReference(target, state.at, interceptor);
    }

    private static @Nullable String text(@Nullable Object value) throws BadPayloadException {
        if (value != null && !(value instanceof String)) {
            throw new BadPayloadException(value.getClass().getName() + " as a name");
        }
        return (String) value;
    }

    @Override
    Described described() {
        return new Described(
                Described.Way.FIELDS,
                new String[0],
                -1,
                new String[] {"id", "getIdentifierMethod", "setIdentifierMethod", "overridesEquals", "unwrap"},
                "LLLZZ");
    }

    @Override
    String step(int reference) {
        return ".id";
    }
}
