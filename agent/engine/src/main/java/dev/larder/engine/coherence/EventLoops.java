package dev.larder.engine.coherence;

/**
 * Threads that the work of many waits for, and that must not wait themselves: Netty's and Reactor's, and what is built
 * on them. Known by the names of their classes, of whatever version, as they are found. Any thread.
 */
final class EventLoops {
    private final ClassValue<Boolean> known = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isEventLoop(type);
        }
    };

    /** Whether this is one. A look into the thread's class, once it is known. */
    boolean here() {
        Class<?> type = Thread.currentThread().getClass();
        // Nearly all threads are plain ones
        return type != Thread.class && known.get(type) && !worker(Thread.currentThread());
    }

    private static boolean isEventLoop(Class<?> thread) {
        for (Class<?> type = thread; type != null && type != Thread.class; type = type.getSuperclass()) {
            if (type.getName().equals("io.netty.util.concurrent.FastThreadLocalThread")) {
                return true;
            }
            for (Class<?> marker : type.getInterfaces()) {
                if (marker.getName().equals("reactor.core.scheduler.NonBlocking")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Vert.x has blocking work done by threads of the same class, which it tells apart by name. */
    private static boolean worker(Thread thread) {
        return thread.getName().startsWith("vert.x-worker-");
    }
}
