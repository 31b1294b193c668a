package dev.larder.weaver;

import java.util.function.Supplier;

/** Byte Buddy's first use. */
public final class ByteBuddyStart {
    private static final String SAFE = "net.bytebuddy.safe";

    private ByteBuddyStart() {}

    /**
     * Keeps Byte Buddy from sun.misc.Unsafe, whose use newer JVMs warn about. The property belongs to the whole JVM, and
     * the application may have a Byte Buddy of its own that reads it: it is put back at once.
     */
    public static <T> T quietly(Supplier<T> first) {
        String before = System.setProperty(SAFE, "true");
        try {
            return first.get();
        } finally {
            if (before == null) {
                System.clearProperty(SAFE);
            } else {
                System.setProperty(SAFE, before);
            }
        }
    }
}
