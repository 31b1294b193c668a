package dev.larder.weaver;

import org.jspecify.annotations.Nullable;

/** Makes the {@link TypeWeaver} when the first class matches, so that Byte Buddy is not loaded before. */
final class TypeWeaverSource {
    private final Plans plans;
    private final BridgeMethods bridge;
    private final Runnable beforeFirst;

    private volatile @Nullable TypeWeaver weaver;

    /** @param beforeFirst run before there is anything that could call the bridge; more than once does no harm */
    TypeWeaverSource(Plans plans, BridgeMethods bridge, Runnable beforeFirst) {
        this.plans = plans;
        this.bridge = bridge;
        this.beforeFirst = beforeFirst;
    }

    TypeWeaver get() {
        TypeWeaver made = weaver;
        if (made == null) {
            // Two threads may both make one: harmless, where a lock held in a transformer might not be.
            beforeFirst.run();
            made = ByteBuddyStart.quietly(() -> new TypeWeaver(plans, bridge));
            weaver = made;
        }
        return made;
    }
}
