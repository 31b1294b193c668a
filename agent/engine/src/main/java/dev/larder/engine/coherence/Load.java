package dev.larder.engine.coherence;

import dev.larder.engine.OpenCall;
import org.jspecify.annotations.Nullable;

/** A miss whose body is running. */
final class Load implements OpenCall {
    private final CachedMethod method;
    private final UnitOfWork unit;
    private final @Nullable Load outer;
    private final @Nullable Object self;
    private final @Nullable Object[] arguments;
    private final Permit permit;
    private final long start;
    private final long bodyStart = System.nanoTime();

    Load(
            CachedMethod method,
            UnitOfWork unit,
            @Nullable Object self,
            @Nullable Object[] arguments,
            Permit permit,
            long start) {
        this.method = method;
        this.unit = unit;
        this.outer = unit.innermostLoad();
        this.self = self;
        this.arguments = arguments;
        this.permit = permit;
        this.start = start;
    }

    boolean isFor(CachedMethod otherMethod, @Nullable Object otherSelf, String otherKey) {
        return method.sameCache(otherMethod)
                && self == otherSelf
                && permit.key().text().equals(otherKey);
    }

    @Nullable
    Load outer() {
        return outer;
    }

    UnitOfWork unit() {
        return unit;
    }

    @Nullable
    Object self() {
        return self;
    }

    @Nullable
    Object[] arguments() {
        return arguments;
    }

    Permit permit() {
        return permit;
    }

    long start() {
        return start;
    }

    long bodyStart() {
        return bodyStart;
    }

    @Override
    public @Nullable Object @Nullable [] close(@Nullable Object returned, @Nullable Throwable thrown) {
        unit.innermostLoad(outer);
        return method.loaded(this, returned, thrown);
    }
}
