package dev.larder.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Which Larder this is. */
public final class Version {
    private Version() {}

    /** {@code larder 1.2.3, Java 17}. */
    public static String words() throws IOException {
        return "larder " + number() + ", Java " + Runtime.version().feature();
    }

    /** Of this Larder; {@code unknown} where the jar was put together without one. */
    public static String number() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }
}
