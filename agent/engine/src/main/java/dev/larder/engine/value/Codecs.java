package dev.larder.engine.value;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Makes the codec of each woven method. What it learns of a class hangs on that class. For any thread. */
public final class Codecs {
    private static final int MOST_OBJECTS = 1 << 18;

    private static final Set<String> REACTIVE = Set.of(
            "org.reactivestreams.Publisher", "java.util.concurrent.Flow$Publisher", "kotlinx.coroutines.flow.Flow");

    private volatile @Nullable Forms made;

    /**
     * Initialises none of the classes that it looks at.
     *
     * @param owner the class that was woven: it knows what the type parameters of a generic superclass stand for
     * @throws RefusedException where no value of the declared return type could be brought back; the message follows the
     *     method's name
     */
    public Codec forMethod(Method method, Class<?> owner, ValueSettings settings) throws RefusedException {
        Class<?> raw = method.getReturnType();
        String unfit = unfit(raw);
        if (unfit != null) {
            throw new RefusedException("returns " + raw.getName() + ", " + unfit);
        }
        Forms forms = forms();
        try {
            ResolvedType returned = ResolvedType.of(
                    method.getGenericReturnType(),
                    new ResolvedType(owner, List.of()).bindings(method.getDeclaringClass()));
            Closure closure = ClosureWalk.from(returned, owner, new Allow(settings.allow()));
            long shape = new Fingerprint()
                    .add(GraphWriter.FORMAT)
                    .add(forms.jdk().shape())
                    .add(method.getGenericReturnType().getTypeName())
                    .add(closure.shape(forms))
                    .value();
            Class<?> boxed = MethodType.methodType(raw).wrap().returnType();
            return new GraphCodec(forms, closure, boxed, shape, settings, MOST_OBJECTS);
        } catch (TypeNotPresentException | LinkageError absent) {
            throw new RefusedException("returns a type that reaches a class which is not there: " + absent);
        }
    }

    /** Made for the first codec, since an application may start long before it runs a cached method's class. */
    private Forms forms() {
        Forms forms = made;
        if (forms == null) {
            // Two at once make no harm: each would do
            forms = new Forms();
            made = forms;
        }
        return forms;
    }

    private static @Nullable String unfit(Class<?> returned) {
        if (returned == void.class || returned == Void.class) {
            return "which is nothing to cache";
        }
        if (BaseStream.class.isAssignableFrom(returned) || Iterator.class.isAssignableFrom(returned)) {
            return "which can be read only once; cache a method that returns a list";
        }
        if (CompletionStage.class.isAssignableFrom(returned) || Future.class.isAssignableFrom(returned)) {
            return "a value that is still to come, which this version doesn't cache";
        }
        for (Class<?> above : supertypes(returned)) {
            if (REACTIVE.contains(above.getName())) {
                return "a value that is still to come, which this version doesn't cache";
            }
        }
        return null;
    }

    private static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            collect(each, all);
        }
        return all;
    }

    private static void collect(Class<?> type, Set<Class<?>> all) {
        if (all.add(type)) {
            for (Class<?> above : type.getInterfaces()) {
                collect(above, all);
            }
        }
    }
}
