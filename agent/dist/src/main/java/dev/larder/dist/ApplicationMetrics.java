package dev.larder.dist;

import dev.larder.engine.log.Log;
import dev.larder.engine.metric.ApplicationRegistry;
import dev.larder.engine.metric.Metrics;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the figures to the Micrometer of each application in this JVM that uses one by now: a class that the application
 * has not loaded is left alone. What is kept of an application hangs on a class of its own, and goes with it. By one
 * thread at a time.
 */
final class ApplicationMetrics implements AutoCloseable {
    private final Instrumentation instrumentation;
    private final BooleanSupplier wanted;
    private final Metrics metrics;
    private final Log log;
    private final List<WeakReference<Class<?>>> seen = new ArrayList<>();
    private final ClassValue<Given> given = new ClassValue<>() {
        @Override
        protected Given computeValue(Class<?> global) {
            seen.add(new WeakReference<>(global));
            return new Given();
        }
    };

    /** What one application's Micrometer was given. */
    private static final class Given {
        private @Nullable ApplicationRegistry registry;
        private boolean failed;
    }

    /** @param wanted whether the rules in force want any metrics to be seen */
    ApplicationMetrics(Instrumentation instrumentation, BooleanSupplier wanted, Metrics metrics, Log log) {
        this.instrumentation = instrumentation;
        this.wanted = wanted;
        this.metrics = metrics;
        this.log = log;
    }

    /** Looks through all classes that are loaded: some milliseconds, to be spent now and then. */
    void look() {
        if (!wanted.getAsBoolean()) {
            close();
            return;
        }
        ClassLoader own = ApplicationMetrics.class.getClassLoader();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(ApplicationRegistry.NAME) && type.getClassLoader() != own) {
                give(type, given.get(type));
            }
        }
        seen.removeIf(reference -> reference.get() == null);
    }

    private void give(Class<?> global, Given to) {
        if (to.failed) {
            return;
        }
        try {
            ApplicationRegistry registry = to.registry;
            if (registry == null) {
                registry = ApplicationRegistry.of(global, metrics);
                to.registry = registry;
                log.info("metrics: the application's own Micrometer has them too, below larder.");
            }
            registry.update();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError fault) {
            to.failed = true;
            log.warn("metrics: the application's own Micrometer doesn't take them (" + fault
                    + "); they are at the agent's own port");
        }
    }

    @Override
    public void close() {
        for (WeakReference<Class<?>> reference : seen) {
            Class<?> global = reference.get();
            ApplicationRegistry registry = global == null ? null : given.get(global).registry;
            if (registry != null) {
                try {
                    registry.remove();
                } catch (ReflectiveOperationException | RuntimeException | LinkageError fault) {
                    log.warn("metrics: some stay in the application's own Micrometer (" + fault + ")");
                }
                given.remove(global);
            }
        }
        seen.clear();
    }
}
