package dev.larder.engine.store;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which journals are open in this JVM. The lock on a file keeps other JVMs out of it, but belongs to the whole process on
 * most systems: whoever opened the file once more here and closed it would give it up. Any thread.
 */
public final class JournalClaims {
    private final Set<Path> claimed = ConcurrentHashMap.newKeySet();

    /** False where another store of this JVM has it. */
    public boolean take(Path journal) {
        return claimed.add(journal.toAbsolutePath().normalize());
    }

    public void giveBack(Path journal) {
        claimed.remove(journal.toAbsolutePath().normalize());
    }
}
