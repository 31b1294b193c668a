package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import org.jspecify.annotations.Nullable;

/** A hook whose faults stay its own. */
abstract class SafeHook implements Hook {
    private final UnitsInUse inUse;

    SafeHook(UnitsInUse inUse) {
        this.inUse = inUse;
    }

    /** What {@link #after} is to be given; null where it isn't to be called. */
    @Nullable
    abstract Object before(Object self, @Nullable Object argument, UnitsOfWork units);

    abstract void after(Object token, UnitsOfWork units, @Nullable Object returned, @Nullable Throwable thrown);

    @Override
    public @Nullable Object enter(Object self, @Nullable Object argument) {
        UnitsOfWork units = inUse.units();
        if (units == null) {
            return null;
        }
        try {
            return before(self, argument, units);
        } catch (Throwable fault) {
            inUse.fault(fault);
            return null;
        }
    }

    @Override
    public @Nullable Throwable exit(Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        UnitsOfWork units = inUse.units();
        if (units != null) {
            try {
                after(token, units, returned, thrown);
            } catch (Throwable fault) {
                inUse.fault(fault);
            }
        }
        return null;
    }
}
