package dev.larder.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * The form of each class, made when it is first asked for. It hangs on the class, as all values of a {@link ClassValue} do,
 * and goes with it. Making it initialises no class.
 */
final class Forms extends ClassValue<Form> {
    private static final String JDK_ABSTRACT = "java.util.Abstract";

    /** Classes of the JDK whose fields belong to whatever extends them. */
    private static final Set<String> ENTRIES =
            Set.of("java.util.AbstractMap$SimpleEntry", "java.util.AbstractMap$SimpleImmutableEntry");

    private final JdkForms jdk = new JdkForms();

    JdkForms jdk() {
        return jdk;
    }

    @Override
    protected Form computeValue(Class<?> type) {
        try {
            Form known = jdk.of(type);
            return known != null ? known : form(type);
        } catch (TypeNotPresentException | LinkageError broken) {
            return new UnfitForm(type.getName() + " can't be looked into: " + broken);
        }
    }

    private Form form(Class<?> type) {
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return component.isPrimitive() ? new PrimitiveArrayForm(component) : new ArrayForm(component);
        }
        if (type.isInterface() || type.isPrimitive()) {
            return new UnfitForm(type.getName() + " has no instances");
        }
        if (Enum.class.isAssignableFrom(type)) {
            Class<?> declaring = type.isEnum() ? type : type.getSuperclass();
            return declaring.isEnum() ? new EnumForm(declaring) : new UnfitForm("no enum");
        }
        String hazard = hazard(type);
        if (hazard != null) {
            return new UnfitForm(hazard);
        }
        if (StandInForm.covers(type)) {
            return StandInForm.of(type);
        }
        if (HibernateForms.isCollection(type.getName())) {
            return HibernateForms.collection(type);
        }
        if (AttributesForm.covers(type.getName())) {
            return AttributesForm.of(type);
        }
        if (ofJdk(type)) {
            ViewForm view = ViewForm.of(type);
            return view == null ? new UnfitForm(unknown(type)) : view;
        }
        if (IndirectForm.covers(type.getName())) {
            return IndirectForm.of(type);
        }
        Form known = MadeForm.of(type);
        if (known == null) {
            known = LinkedMultimapForm.of(type);
        }
        if (known == null) {
            known = JodaForm.of(type);
        }
        if (known != null) {
            return known;
        }
        return Throwable.class.isAssignableFrom(type) ? new ThrowableForm(type) : image(type);
    }

    /** What no copy can stand for, in words; null for all else. */
    private static @Nullable String hazard(Class<?> type) {
        String name = type.getName();
        if (type.isHidden() || name.contains("$$Lambda")) {
            return "a lambda or another hidden class, which holds code rather than data";
        }
        if (Proxy.isProxyClass(type)) {
            return "a JDK proxy, which stands for something else";
        }
        if (name.contains("$$SpringCGLIB$$") || name.contains("$$EnhancerBySpringCGLIB$$")) {
            return "a Spring proxy, which stands for a bean";
        }
        if (type.isSynthetic()) {
            return name + " was made by a compiler or a tool";
        }
        if (BaseStream.class.isAssignableFrom(type)) {
            return "a stream, which can be read only once";
        }
        if (java.util.Iterator.class.isAssignableFrom(type) || java.util.Enumeration.class.isAssignableFrom(type)) {
            return "an iterator, which can be read only once";
        }
        if (Thread.class.isAssignableFrom(type) || Executor.class.isAssignableFrom(type)) {
            return name + " is or runs a thread";
        }
        if (ClassLoader.class.isAssignableFrom(type)) {
            return name + " is a class loader";
        }
        if (type == Class.class || java.lang.reflect.AnnotatedElement.class.isAssignableFrom(type)) {
            return name + " is a part of the program, not of its data";
        }
        if (java.lang.ref.Reference.class.isAssignableFrom(type) || ThreadLocal.class.isAssignableFrom(type)) {
            return name + " refers to what only this JVM has";
        }
        if (Lock.class.isAssignableFrom(type) || name.startsWith("java.util.concurrent.locks.")) {
            return name + " is a lock";
        }
        if (LaterTypes.instead(type) != null) {
            return name + " is a future within the value";
        }
        if (AutoCloseable.class.isAssignableFrom(type)) {
            return name + " is a resource that has to be closed";
        }
        return null;
    }

    private static String unknown(Class<?> type) {
        String name = type.getName();
        if (name.equals("java.util.IdentityHashMap")) {
            return name + " finds its keys by identity, which no copy has";
        }
        return name + " is a class of the JDK that Larder can't bring back";
    }

    private Form image(Class<?> type) {
        Class<?> base = type.getSuperclass();
        while (base != null && !ofJdk(base)) {
            base = base.getSuperclass();
        }
        if (base != null && hasState(base)) {
            return Collection.class.isAssignableFrom(base) || Map.class.isAssignableFrom(base)
                    ? extended(type, base)
                    : new UnfitForm(type.getName() + " extends " + base.getName()
                            + ", whose own state Larder can't bring back");
        }
        boolean hashing =
                Map.class.isAssignableFrom(type) || Set.class.isAssignableFrom(type) || Frameworks.mayHash(type);
        if (hashing && !Frameworks.isHull(type) && !isConstant(type)) {
            // Their tables may be laid out by identity hashes, which differ in the next JVM: silently broken there.
            return new UnfitForm(
                    type.getName() + " is a map or set of its own making, which may depend on identity hashes;"
                            + " return a copy of it in one of the JDK's");
        }
        Form weaved = WeavedForm.of(type);
        return weaved == null ? EnhancedForm.of(type) : weaved;
    }

    /** Whether it has no state, and one object that its class keeps: Kotlin's empty map for one. */
    private static boolean isConstant(Class<?> type) {
        if (!Layout.fields(type, Layout.Kept.OF_APPLICATION).isEmpty()) {
            return false;
        }
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == type && Modifier.isStatic(field.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    private Form extended(Class<?> type, Class<?> base) {
        return get(base) instanceof GraphForm contents
                ? new ExtendedForm(type, base, jdk.number(base), contents)
                : new UnfitForm(type.getName() + " extends " + base.getName() + ", which Larder can't bring back");
    }

    /** Of a class of the JDK, and those above it: one without fields of its own may have all that they have. */
    private static boolean hasState(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (isScaffold(each) || ENTRIES.contains(each.getName())) {
                continue;
            }
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Nothing but a count of changes and views. */
    private static boolean isScaffold(Class<?> type) {
        return type.getName().startsWith(JDK_ABSTRACT) && type.getDeclaringClass() == null;
    }

    /** Transient fields too: the application put something there, and would miss it. */
    static boolean kept(Field field) {
        if (field.getName().startsWith("$$_hibernate_")
                || field.getName().startsWith(WeavedForm.WOVEN)
                || Frameworks.isView(field)) {
            return false;
        }
        boolean identityHash = field.getType() == int.class
                && Modifier.isTransient(field.getModifiers())
                && (field.getName().equals("hash") || field.getName().equals("hashCode"));
        Class<?> holder = field.getDeclaringClass();
        return !identityHash && (!ofJdk(holder) || ENTRIES.contains(holder.getName()));
    }

    static boolean ofJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
