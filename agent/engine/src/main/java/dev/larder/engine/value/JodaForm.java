package dev.larder.engine.value;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Joda-Time's zones and chronologies: large machines of which it keeps one for each zone. They are told by the zone's name,
 * and got by it.
 */
final class JodaForm extends GraphForm {
    private static final String ZONE = "org.joda.time.DateTimeZone";
    private static final String CHRONOLOGY = "org.joda.time.Chronology";

    private final Class<?> type;
    private final MethodHandle zoneName;
    private final MethodHandle byName;

    private JodaForm(Class<?> type, MethodHandle zoneName, MethodHandle byName) {
        this.type = type;
        this.zoneName = zoneName.asType(MethodType.genericMethodType(1));
        this.byName = byName.asType(MethodType.genericMethodType(1));
    }

    /** Null for any other class. */
    static @Nullable Form of(Class<?> type) {
        if (!type.getName().startsWith("org.joda.time.")) {
            return null;
        }
        boolean zone = extendsNamed(type, ZONE);
        if (!zone && !extendsNamed(type, CHRONOLOGY)) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> zones = Class.forName(ZONE, false, type.getClassLoader());
            MethodHandle name = lookup.findVirtual(zones, "getID", MethodType.methodType(String.class));
            MethodHandle named = lookup.findStatic(zones, "forID", MethodType.methodType(zones, String.class));
            return zone
                    ? new JodaForm(type, name, named)
                    : new JodaForm(
                            type,
                            MethodHandles.filterReturnValue(
                                    lookup.findVirtual(type, "getZone", MethodType.methodType(zones)), name),
                            MethodHandles.filterReturnValue(
                                    named, lookup.findStatic(type, "getInstance", MethodType.methodType(type, zones))));
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return new UnfitForm(type.getName() + " is a calendar of Joda-Time that Larder doesn't know");
        }
    }

    private static boolean extendsNamed(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    void writeHead(Object value, GraphWriter out) throws RefusedException {
        String name;
        Object same;
        try {
            name = (String) (Object) zoneName.invokeExact(value);
            same = (Object) byName.invokeExact((Object) name);
        } catch (Throwable unknown) {
            throw new RefusedException(type.getName() + " doesn't tell its zone: " + unknown);
        }
        if (!value.equals(same)) {
            throw new RefusedException(type.getName() + " is not the one that its zone's name leads to");
        }
        out.body().text(name);
    }

    @Override
    Object allocate(GraphReader in) throws BadPayloadException {
        String name = in.body().text();
        try {
            Object value = (Object) byName.invokeExact((Object) name);
            if (type.isInstance(value)) {
                return value;
            }
        } catch (Throwable unknown) {
            throw new BadPayloadException("no zone of that name: " + unknown);
        }
        throw new BadPayloadException("a zone of another kind");
    }

    @Override
    void writeBody(Object value, GraphWriter out) {}

    @Override
    void readBody(Object target, GraphReader in) {}

    @Override
    Described described() {
        return Described.of(Described.Way.NAME);
    }
}
