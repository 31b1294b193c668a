package shapes;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Web applications that come and go: each has the woven classes anew, in a loader of its own, and is dropped. */
final class LoadersMain {
    private LoadersMain() {}

    public static void main(String[] arguments) throws Throwable {
        List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
        int cached = 0;
        for (int i = 0; i < 20; i++) {
            cached += deployAndDrop(dropped) ? 1 : 0;
        }
        // One that isn't counted: the JVM's own caches hold the last one for a while, with or without an agent
        deployAndDrop(new ArrayList<>());
        System.out.println("cached in " + cached);
        long end = System.nanoTime() + 20_000_000_000L;
        while (alive(dropped) > 0 && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
        }
        System.out.println("alive " + alive(dropped));
        System.in.read();
    }

    private static long alive(List<WeakReference<ClassLoader>> all) {
        return all.stream().filter(one -> one.get() != null).count();
    }

    /** The class is loaded, woven, called until it is served, and evicted. */
    private static boolean deployAndDrop(List<WeakReference<ClassLoader>> dropped) throws Throwable {
        URL here = LoadersMain.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader())) {
            dropped.add(new WeakReference<>(loader));
            Class<?> type = loader.loadClass("shapes.Types$Things");
            Object things = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, java.lang.invoke.MethodType.methodType(void.class))
                    .invoke();
            Method load = type.getDeclaredMethod("load", Long.class);
            load.setAccessible(true);
            Object first = load.invoke(things, 77L);
            return first.equals(load.invoke(things, 77L)) && first.getClass().getClassLoader() == loader;
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
