package dev.larder.weaver;

import dev.larder.engine.log.Log;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Classes that are there already: few at the start of a JVM, thousands when attached to a running one. */
public final class LoadedClasses {

    /** Each batch stops the JVM's world once, for a time that grows with it. */
    private static final int BATCH = 50;

    private final Instrumentation instrumentation;
    private final Log log;
    private final int batch;

    LoadedClasses(Instrumentation instrumentation, Log log) {
        this(instrumentation, log, BATCH);
    }

    /** @param batch how many are transformed at a time */
    public LoadedClasses(Instrumentation instrumentation, Log log, int batch) {
        this.instrumentation = instrumentation;
        this.log = log;
        this.batch = batch;
    }

    /** Those of the application's that may be transformed; at a start nearly all that are there are Larder's own. */
    public List<Class<?>> select(Predicate<Class<?>> wanted) {
        ClassLoader own = LoadedClasses.class.getClassLoader();
        List<Class<?>> selected = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null
                    && loader != own
                    && !type.isArray()
                    && !type.isHidden()
                    && instrumentation.isModifiableClass(type)
                    && wanted.test(type)) {
                selected.add(type);
            }
        }
        return selected;
    }

    /** Has these classes go through all transformers again. */
    public void transformAgain(List<Class<?>> types) {
        for (int from = 0; from < types.size(); from += batch) {
            List<Class<?>> some = types.subList(from, Math.min(types.size(), from + batch));
            try {
                instrumentation.retransformClasses(some.toArray(new Class<?>[0]));
            } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError together) {
                // One by one: a class that can't be transformed again must not take others along.
                some.forEach(this::transformAlone);
            }
        }
    }

    private void transformAlone(Class<?> type) {
        try {
            instrumentation.retransformClasses(type);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError fault) {
            log.fault("could not weave " + type.getName() + ", which was loaded before its rule", fault);
        }
    }
}
