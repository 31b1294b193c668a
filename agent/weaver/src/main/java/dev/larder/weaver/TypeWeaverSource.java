package dev.larder.weaver;

import org.jspecify.annotations.Nullable;

/** Makes the {@link TypeWeaver} when the first class matches, so that Byte Buddy is not loaded before. */
final class TypeWeaverSource {
    private final Plans plans;
    private final BridgeMethods bridge;

    private volatile @Nullable TypeWeaver weaver;

    TypeWeaverSource(Plans plans, BridgeMethods bridge) {
        this.plans = plans;
        this.bridge = bridge;
    }

    TypeWeaver get() {
        TypeWeaver made = weaver;
        if (made == null) {
            // Two threads may both make one: harmless, where a lock held in a transformer might not be.
            made = ByteBuddyStart.quietly(() -> new TypeWeaver(plans, bridge));
            weaver = made;
        }
        return made;
    }
}
