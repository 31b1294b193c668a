package dev.larder.engine.store.redis;

import java.nio.file.Path;

/** Another JVM that has a journal open, until its standard input ends. */
final class JournalHolder {
    private JournalHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (JournalFile file = JournalFile.open(Path.of(arguments[0]), arguments[1])) {
            System.out.println(file == null ? "locked" : "open");
            while (System.in.read() >= 0) {
                // Until whoever started it has seen enough
            }
        }
    }
}
