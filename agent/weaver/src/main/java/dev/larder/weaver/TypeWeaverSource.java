package dev.larder.weaver;

import org.jspecify.annotations.Nullable;

/** Makes the {@link TypeWeaver} when the first class matches, so that Byte Buddy is not loaded before. */
final class TypeWeaverSource {
    private static final String SAFE = "net.bytebuddy.safe";

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
            made = make();
            weaver = made;
        }
        return made;
    }

    private TypeWeaver make() {
        // Keeps Byte Buddy from sun.misc.Unsafe, whose use newer JVMs warn about. The property belongs to the whole
        // JVM, and the application may have a Byte Buddy of its own that reads it: it is put back at once.
        String before = System.setProperty(SAFE, "true");
        try {
            return new TypeWeaver(plans, bridge);
        } finally {
            if (before == null) {
                System.clearProperty(SAFE);
            } else {
                System.setProperty(SAFE, before);
            }
        }
    }
}
