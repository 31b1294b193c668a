package dev.larder.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where agents of this user leave their files. */
final class AgentDirectories {
    private AgentDirectories() {}

    /**
     * The first is where an agent of this process leaves its own. All are to be looked through: a service is often started
     * without the session's environment.
     */
    static List<Path> of(String runtimeDirectory, String temporaryDirectory, String user) {
        List<Path> directories = new ArrayList<>();
        if (!runtimeDirectory.isEmpty() && Files.isDirectory(Path.of(runtimeDirectory))) {
            directories.add(Path.of(runtimeDirectory, "larder"));
        }
        // Some systems' user names hold characters that file names can't
        directories.add(Path.of(temporaryDirectory, "larder-" + plain(user)));
        return directories;
    }

    private static String plain(String user) {
        char[] plain = user.toCharArray();
        for (int i = 0; i < plain.length; i++) {
            char c = plain[i];
            // By hand: a regular expression's classes are dozens, for one name at each start
            if (!(c < 128 && Character.isLetterOrDigit(c)) && "._-".indexOf(c) < 0) {
                plain[i] = '_';
            }
        }
        return String.valueOf(plain);
    }

    static List<Path> standard() {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        return of(
                runtime == null ? "" : runtime,
                System.getProperty("java.io.tmpdir", "/tmp"),
                System.getProperty("user.name", "unknown"));
    }
}
