package dev.larder.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a JDK. */
final class JavaHome {

    private JavaHome() {}

    /** What the JDK says of itself in its {@code release} file; "unknown" if there is none. */
    static String version(Path home) {
        try {
            String version = Text.between(Files.readString(home.resolve("release")), "JAVA_VERSION=\"", "\"", 0);
            return version == null ? "unknown" : version;
        } catch (IOException e) {
            return "unknown";
        }
    }
}
