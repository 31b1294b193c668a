package dev.larder.engine.value;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Makes the codec of each woven method. What it learns of a class hangs on that class. For any thread. */
public final class Codecs {
    private static final int MOST_OBJECTS = 1 << 18;

    private volatile @Nullable Forms made;

    /**
     * Initialises none of the classes that it looks at, save those of Reactor.
     *
     * @param owner the class that was woven: it knows what the type parameters of a generic superclass stand for
     * @throws RefusedException where no value of the declared return type could be brought back; the message follows the
     *     method's name
     */
    public Codec forMethod(Method method, Class<?> owner, ValueSettings settings) throws RefusedException {
        String unfit = UnfitReturns.reason(method);
        if (unfit != null) {
            throw new RefusedException(unfit);
        }
        Forms forms = forms();
        try {
            ResolvedType returned = ResolvedType.of(
                    method.getGenericReturnType(),
                    new ResolvedType(owner, List.of()).bindings(method.getDeclaringClass()));
            ResolvedType value = inside(returned);
            Closure closure = ClosureWalk.from(value, owner, new Allow(settings.allow()));
            long shape = new Fingerprint()
                    .add(GraphWriter.FORMAT)
                    .add(forms.jdk().shape())
                    .add(method.getGenericReturnType().getTypeName())
                    .add(closure.shape(forms))
                    .value();
            GraphCodec.Declared declared = new GraphCodec.Declared(
                    MethodType.methodType(value.raw()).wrap().returnType(),
                    shape,
                    new Immutability(forms.jdk()).proven(value));
            Codec plain = new GraphCodec(forms, closure, declared, settings, MOST_OBJECTS, null);
            Wrapper wrapper = wrapper(returned.raw(), plain);
            return wrapper == null ? plain : new GraphCodec(forms, closure, declared, settings, MOST_OBJECTS, wrapper);
        } catch (TypeNotPresentException | LinkageError absent) {
            throw new RefusedException("returns a type that reaches a class which is not there: " + absent);
        }
    }

    /**
     * For what a method is given, as a list of its arguments.
     *
     * @param owner as of {@link #forMethod}
     * @throws RefusedException where a type can't be looked at
     */
    public Codec forArguments(Method method, Class<?> owner, ValueSettings settings) throws RefusedException {
        Forms forms = forms();
        try {
            Map<TypeVariable<?>, ResolvedType> bindings =
                    new ResolvedType(owner, List.of()).bindings(method.getDeclaringClass());
            List<ResolvedType> types = new ArrayList<>();
            Fingerprint print =
                    new Fingerprint().add(GraphWriter.FORMAT).add(forms.jdk().shape());
            for (Type type : method.getGenericParameterTypes()) {
                types.add(ResolvedType.of(type, bindings));
                print.add(type.getTypeName());
            }
            Closure closure = ClosureWalk.from(new ResolvedType(List.class, types), owner, new Allow(settings.allow()));
            long shape = print.add(closure.shape(forms)).value();
            GraphCodec.Declared declared = new GraphCodec.Declared(List.class, shape, false);
            return new GraphCodec(forms, closure, declared, settings, MOST_OBJECTS, null);
        } catch (TypeNotPresentException | LinkageError absent) {
            throw new RefusedException("has a parameter whose type reaches a class which is not there: " + absent);
        }
    }

    /** The type of what is cached, which is not that of a future or a stream around it. */
    private static ResolvedType inside(ResolvedType returned) {
        return switch (returned.raw().getName()) {
            case "java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage", UnfitReturns.MONO ->
                returned.argument();
            case UnfitReturns.FLUX -> new ResolvedType(List.class, List.of(returned.argument()));
            default -> returned;
        };
    }

    private static @Nullable Wrapper wrapper(Class<?> returned, Codec plain) throws RefusedException {
        if (returned == CompletableFuture.class || returned == CompletionStage.class) {
            return new FutureWrapper();
        }
        try {
            return switch (returned.getName()) {
                case UnfitReturns.MONO -> new MonoWrapper(returned);
                case UnfitReturns.FLUX -> new FluxWrapper(returned, plain);
                default -> null;
            };
        } catch (ReflectiveOperationException | SecurityException unknown) {
            throw new RefusedException("returns a " + returned.getName() + " of a Reactor that Larder doesn't know: "
                    + unknown.getMessage());
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
}
