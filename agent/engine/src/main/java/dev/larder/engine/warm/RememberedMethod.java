package dev.larder.engine.warm;

import dev.larder.engine.match.TypeNames;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.value.BadPayloadException;
import dev.larder.engine.value.Codec;
import dev.larder.engine.value.RefusedException;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One cached method of one loaded class, whose calls may be made again: on the object that was seen last, through the
 * outermost proxy around it. Reachable from the method's class alone, and it reaches that class. Any thread.
 */
public final class RememberedMethod {
    /** Larger ones are the exception, and many of them would fill the store with what may never be asked for again. */
    private static final int MOST_BYTES = 4 << 10;

    private static final int PATIENCE = 3;

    /** A bean is made anew when a part of its application is; what changes more often is no bean. */
    private static final int MOST_RECEIVERS = 16;

    private final String cache;
    private final Class<?> owner;
    private final Method method;
    private final CacheMeter meter;
    private final Passages passages;
    private final @Nullable Codec codec;
    private final String words;
    private final String source;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger receivers = new AtomicInteger();

    private final long created = System.nanoTime();
    private volatile @Nullable String obstacle;
    private volatile @Nullable Receiver receiver;

    /** Proxy null where calls came directly. */
    private record Receiver(
            WeakReference<Object> body, @Nullable WeakReference<Object> proxy, long since) {}

    /**
     * @param owner the class that was woven
     * @param source by which notes of calls name the method
     * @param codec of the arguments; null where there is an obstacle
     * @param obstacle why calls are not to be made again, in words that follow the method's name; null where they may be
     */
    public RememberedMethod(
            String cache,
            Class<?> owner,
            Method method,
            String source,
            CacheMeter meter,
            Passages passages,
            @Nullable Codec codec,
            @Nullable String obstacle) {
        this.cache = cache;
        this.owner = owner;
        this.method = method;
        this.meter = meter;
        this.passages = passages;
        this.codec = codec;
        this.obstacle = obstacle;
        this.words = TypeNames.describe(method);
        this.source = source;
    }

    /** Whether what this thread calls is a call that is made again: that says nothing of what people ask for. */
    public static boolean replays() {
        return Thread.currentThread() instanceof ReplayThread;
    }

    public String cache() {
        return cache;
    }

    /** {@code blog.PostService#find(long)}. */
    public String words() {
        return words;
    }

    /** Why calls are not to be made again, in words that follow the method's name; null where they may be. */
    public @Nullable String obstacle() {
        return obstacle;
    }

    /**
     * A call is noted, on the application's thread and before its body. Of hits these are few.
     *
     * @param wanting where the arguments are to be kept; null for nowhere
     */
    public void seen(@Nullable Object self, @Nullable Object[] arguments, HotKeys.@Nullable Entry wanting) {
        if (obstacle != null) {
            return;
        }
        if (self != null) {
            on(self, arguments);
        }
        if (wanting != null) {
            wanting.arguments(encoded(arguments));
        }
    }

    private void on(Object self, @Nullable Object[] arguments) {
        Receiver known = receiver;
        Receiver same = known == null || known.body().get() != self ? null : known;
        if (same != null && (!aroundIt() || reached(same.proxy()) != null)) {
            return;
        }
        Object outermost = passages.outermost(arguments);
        if (same == null && receivers.incrementAndGet() > MOST_RECEIVERS) {
            obstacle = "is called on many objects, none of which stays";
            return;
        }
        if (same == null || outermost != null) {
            receiver = new Receiver(
                    new WeakReference<>(self),
                    outermost == null ? null : new WeakReference<>(outermost),
                    same == null ? System.nanoTime() : same.since());
        }
        // Methods of one cache share the passages: whoever still has to learn says so at its next call
        passages.learning(outermost == null);
    }

    /** Whether calls come through proxies. One that has no body below it is what calls are made on. */
    private boolean aroundIt() {
        return passages.arePresent() && !Proxy.isProxyClass(owner);
    }

    private static @Nullable Object reached(@Nullable WeakReference<Object> reference) {
        return reference == null ? null : reference.get();
    }

    private HotKeys.Arguments encoded(@Nullable Object[] arguments) {
        Codec writing = codec;
        if (writing == null) {
            return HotKeys.Arguments.NONE;
        }
        try {
            byte[] bytes = writing.encode(new ArrayList<>(Arrays.asList(arguments)));
            if (bytes.length <= MOST_BYTES) {
                refusals.set(0);
                return new HotKeys.Arguments(bytes, writing.shape());
            }
            throw new RefusedException("they take " + bytes.length + " bytes, more than " + MOST_BYTES);
        } catch (RefusedException refused) {
            if (refusals.incrementAndGet() >= PATIENCE) {
                obstacle = "has arguments that can't be kept: " + refused.getMessage();
            }
            return HotKeys.Arguments.NONE;
        }
    }

    /** The hottest calls that this JVM knows. */
    List<HotKeys.Call> calls(int most) {
        return meter.hotKeys().calls(source, shape(), most);
    }

    long shape() {
        return codec == null ? 0 : codec.shape();
    }

    /** Since when the object is known that calls can be made on, by {@link System#nanoTime()}; null while it isn't. */
    @Nullable
    Long readySince() {
        if (Modifier.isStatic(method.getModifiers())) {
            return created;
        }
        Receiver known = receiver;
        return target() == null || known == null ? null : Long.valueOf(known.since());
    }

    /** Why there is nothing yet to make calls on, in words that follow the method's name. */
    String unready() {
        return receiver == null ? "has not been called yet" : "has not been called through its proxy yet";
    }

    private @Nullable Object target() {
        Receiver known = receiver;
        if (known == null) {
            return null;
        }
        // Without the proxy there would be no transaction, and no tenant
        return reached(aroundIt() ? known.proxy() : known.body());
    }

    /** Whether calls go past the cache, which costs more than it saves. */
    boolean rests() {
        return meter.benefit().resting(System.nanoTime());
    }

    /**
     * Makes a call again, on this thread.
     *
     * @return null where it went well, otherwise what went wrong, without any argument
     */
    @Nullable
    String replay(byte[] arguments) {
        Codec reading = codec;
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            Object target = Modifier.isStatic(method.getModifiers()) ? null : target();
            if (reading == null || (target == null && !Modifier.isStatic(method.getModifiers()))) {
                return "the object is gone";
            }
            if (!(reading.decode(arguments, 0, arguments.length) instanceof List<?> list)) {
                return "the arguments are gone";
            }
            Method called = on(target);
            called.setAccessible(true);
            thread.setContextClassLoader(owner.getClassLoader());
            called.invoke(target, list.toArray());
            return null;
        } catch (BadPayloadException | IllegalArgumentException misfit) {
            return "the arguments are of another version";
        } catch (InvocationTargetException thrown) {
            return thrown.getTargetException().getClass().getName();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            return "can't be called: " + closed.getClass().getName();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What stands for the method in a proxy that is no object of its class. */
    private Method on(@Nullable Object target) throws NoSuchMethodException {
        if (target == null || method.getDeclaringClass().isInstance(target)) {
            return method;
        }
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> declaring : type.getInterfaces()) {
                for (Method candidate : declaring.getMethods()) {
                    if (candidate.getName().equals(method.getName()) && takes(candidate)) {
                        return candidate;
                    }
                }
            }
        }
        throw new NoSuchMethodException(words);
    }

    private boolean takes(Method candidate) {
        Class<?>[] wider = candidate.getParameterTypes();
        Class<?>[] own = method.getParameterTypes();
        if (wider.length != own.length) {
            return false;
        }
        for (int i = 0; i < own.length; i++) {
            if (!wider[i].isAssignableFrom(own[i])) {
                return false;
            }
        }
        return true;
    }
}
