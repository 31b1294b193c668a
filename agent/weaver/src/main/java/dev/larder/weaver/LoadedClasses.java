package dev.larder.weaver;

import dev.larder.engine.log.Log;
import dev.larder.engine.match.Hierarchy;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/** Classes that were there before the weaver: few at the start of a JVM, thousands when attached to a running one. */
final class LoadedClasses {
    private final Hierarchy hierarchy;
    private final Log log;

    LoadedClasses(Hierarchy hierarchy, Log log) {
        this.hierarchy = hierarchy;
        this.log = log;
    }

    void reweave(Instrumentation instrumentation) {
        List<Class<?>> concerned = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getClassLoader() != null
                    && !type.isArray()
                    && !type.isHidden()
                    && instrumentation.isModifiableClass(type)
                    && hierarchy.wantedAbove(type)) {
                concerned.add(type);
            }
        }
        // One by one: a class that can't be re-transformed must not take others along.
        for (Class<?> type : concerned) {
            try {
                instrumentation.retransformClasses(type);
            } catch (UnmodifiableClassException | RuntimeException | LinkageError fault) {
                log.fault("could not weave " + type.getName() + ", which was loaded before Larder", fault);
            }
        }
    }
}
