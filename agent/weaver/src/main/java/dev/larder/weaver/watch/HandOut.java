package dev.larder.weaver.watch;

import dev.larder.engine.coherence.UnitsOfWork;
import org.jspecify.annotations.Nullable;

/** {@code getConnection} of a pool or {@code connect} of a driver: a transaction begins where autocommit is off already. */
final class HandOut extends ConnectionHook {

    HandOut(Connections connections) {
        super(connections);
    }

    @Override
    void place(Frame frame, @Nullable Frame outer) {
        // A pool around a pool, or around a driver: the outermost one hands out
        frame.acts = outer == null || !(outer.hook instanceof HandOut);
    }

    @Override
    @Nullable
    WatchedConnection meet(Frame frame, UnitsOfWork units, @Nullable Object returned) {
        if (returned != null && Connections.askable(returned)) {
            frame.self = returned;
            connections.ask(frame, units);
        }
        return null;
    }

    @Override
    void after(
            Frame frame,
            WatchedConnection connection,
            UnitsOfWork units,
            @Nullable Object returned,
            @Nullable Throwable thrown) {}
}
