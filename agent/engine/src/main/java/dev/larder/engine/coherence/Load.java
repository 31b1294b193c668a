package dev.larder.engine.coherence;

import dev.larder.engine.OpenCall;
import dev.larder.engine.store.Lease;
import org.jspecify.annotations.Nullable;

/** A miss whose body is running. */
final class Load implements OpenCall {
    private final CachedMethod method;
    private final UnitOfWork unit;
    private final @Nullable Load outer;
    private final @Nullable Object self;
    private final String key;
    private final @Nullable Lease lease;
    private final long start;
    private final long bodyStart = System.nanoTime();

    Load(CachedMethod method, UnitOfWork unit, @Nullable Object self, String key, @Nullable Lease lease, long start) {
        this.method = method;
        this.unit = unit;
        this.outer = unit.innermostLoad();
        this.self = self;
        this.key = key;
        this.lease = lease;
        this.start = start;
    }

    boolean isFor(CachedMethod otherMethod, @Nullable Object otherSelf, String otherKey) {
        return method.sameCache(otherMethod) && self == otherSelf && key.equals(otherKey);
    }

    @Nullable
    Load outer() {
        return outer;
    }

    @Nullable
    Lease lease() {
        return lease;
    }

    long start() {
        return start;
    }

    long bodyStart() {
        return bodyStart;
    }

    @Override
    public void close(@Nullable Object returned, @Nullable Throwable thrown) {
        unit.innermostLoad(outer);
        method.loaded(this, returned, thrown);
    }
}
