package dev.larder.engine.value;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the first thing that happens, and nothing after it: a reactive value may be subscribed to, fail and be cancelled
 * many times. As a consumer it takes the value, or null for none.
 */
final class OneArrival implements Wrapper.Arrival, Consumer<@Nullable Object> {
    private final Wrapper.Arrival arrival;
    private final AtomicBoolean over = new AtomicBoolean();

    OneArrival(Wrapper.Arrival arrival) {
        this.arrival = arrival;
    }

    boolean over() {
        return over.getPlain();
    }

    @Override
    public void begun() {
        if (!over()) {
            arrival.begun();
        }
    }

    @Override
    public void arrived(@Nullable Object value) {
        if (over.compareAndSet(false, true)) {
            arrival.arrived(value);
        }
    }

    @Override
    public void failed() {
        if (over.compareAndSet(false, true)) {
            arrival.failed();
        }
    }

    @Override
    public void accept(@Nullable Object value) {
        arrived(value);
    }

    /** For an error, whose kind doesn't matter. */
    Consumer<Object> failure() {
        return error -> failed();
    }
}
