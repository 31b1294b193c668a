package dev.larder.engine.coherence;

/**
 * With which people let every call go past the caches, and come back to them. What is written goes on to be evicted
 * meanwhile, so that nothing old is served afterwards. Safe for use by many threads.
 */
public final class Switch {
    private volatile boolean off;

    public void off(boolean wanted) {
        off = wanted;
    }

    /** Costs a volatile read. */
    public boolean off() {
        return off;
    }
}
