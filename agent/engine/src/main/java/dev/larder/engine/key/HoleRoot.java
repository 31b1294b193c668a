package dev.larder.engine.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the path of a hole begins in a call.
 *
 * @param index of a parameter, or one of the constants below
 * @param type as declared, with its generics; of a result that comes later, what comes
 * @param call {@code ()Object}, for {@link #CALL} alone
 */
record HoleRoot(int index, GenericType type, @Nullable MethodHandle call) {
    static final int THIS = -1;
    static final int RESULT = -2;
    static final int CALL = -3;

    static HoleRoot of(Hole hole, Method method, List<? extends @Nullable String> names, MethodHandles.Lookup lookup)
            throws TemplateException {
        if (hole.calls()) {
            return called(hole, method, lookup);
        }
        int index = index(hole, method, names);
        return new HoleRoot(
                index,
                switch (index) {
                    case THIS -> GenericType.of(method.getDeclaringClass());
                    case RESULT -> GenericType.of(method.getGenericReturnType()).eventual();
                    default -> GenericType.of(method.getGenericParameterTypes()[index]);
                },
                null);
    }

    @Nullable
    Object called() throws Throwable {
        return call == null ? null : (Object) call.invokeExact();
    }

    private static int index(Hole hole, Method method, List<? extends @Nullable String> names)
            throws TemplateException {
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
                "{" + hole.text() + "}: " + method.getName() + " has no parameter " + Quoted.of(word) + "." + hint);
    }

    /** Looks the static method up as the class of {@code method} would: with that class's loader. */
    private static HoleRoot called(Hole hole, Method method, MethodHandles.Lookup lookup) throws TemplateException {
        String name = hole.called();
        int dot = name.lastIndexOf('.');
        Class<?> owner =
                type(hole, name.substring(0, dot), method.getDeclaringClass().getClassLoader());
        String word = name.substring(dot + 1);
        List<String> known = new ArrayList<>();
        for (Method candidate : owner.getDeclaredMethods()) {
            boolean fits = Modifier.isStatic(candidate.getModifiers())
                    && candidate.getParameterCount() == 0
                    && candidate.getReturnType() != void.class;
            if (fits && candidate.getName().equals(word)) {
                return new HoleRoot(
                        CALL, GenericType.of(candidate.getGenericReturnType()), handle(hole, candidate, lookup));
            }
            if (fits && !candidate.isSynthetic()) {
                known.add(candidate.getName());
            }
        }
        boolean other = Arrays.stream(owner.getDeclaredMethods())
                .anyMatch(candidate -> candidate.getName().equals(word));
        throw new TemplateException("{" + hole.text() + "}: " + owner.getName()
                + (other
                        ? "#" + word + " isn't static, has parameters or returns nothing. Name a static method without"
                                + " parameters"
                        : " has no static method " + Quoted.of(word) + " without parameters."
                                + Nearest.hint(word, known)));
    }

    private static MethodHandle handle(Hole hole, Method called, MethodHandles.Lookup lookup) throws TemplateException {
        try {
            return Properties.unreflect(called, lookup).asType(MethodType.methodType(Object.class));
        } catch (IllegalAccessException e) {
            throw new TemplateException(
                    "{" + hole.text() + "}: " + called.getDeclaringClass().getName() + "#" + called.getName()
                            + " can't be called from outside its module");
        }
    }

    /** {@code com.acme.Outer.Inner} may be nested; the class isn't initialised before the first call. */
    private static Class<?> type(Hole hole, String written, @Nullable ClassLoader loader) throws TemplateException {
        String name = written;
        while (true) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    throw new TemplateException("{" + hole.text() + "}: there is no class " + Quoted.of(written)
                            + " where " + hole.called() + " is to be called from. Write it with its package");
                }
                name = name.substring(0, dot) + '$' + name.substring(dot + 1);
            }
        }
    }
}
