package dev.larder.engine.coherence;

/** The current unit of work of each thread. */
public final class UnitsOfWork {

    // Holds a type of Larder's only, and that holds nothing of the application's when idle: a thread that outlives a
    // web application keeps none of its classes.
    private final ThreadLocal<UnitOfWork> current = ThreadLocal.withInitial(UnitOfWork::new);

    UnitOfWork current() {
        return current.get();
    }
}
