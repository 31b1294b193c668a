package versions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one thread has seen and done, in a mapped file: what is written there outlives a SIGKILL of the JVM. Four numbers
 * an entry: kind and row, start, end, version; an entry of which the first is 0 was never written. For one thread.
 */
public final class Diary {

    /** What an entry tells of. Their order is part of the file. */
    public enum Kind {
        NONE,
        READ,
        /** Begun, and perhaps come about: whoever was to tell has failed, or was killed. */
        PERHAPS_CHANGED,
        CHANGED,
        ROLLED_BACK
    }

    public static final int NUMBERS = 4;
    private static final int ENTRIES = 1 << 16;
    private static final long BYTES = (long) ENTRIES * NUMBERS * Long.BYTES;

    private final FileChannel file;
    private LongBuffer piece;
    private long pieces;
    private int next = ENTRIES;

    Diary(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        turn();
    }

    private void turn() {
        try {
            piece = file.map(FileChannel.MapMode.READ_WRITE, pieces++ * BYTES, BYTES)
                    .asLongBuffer();
            next = 0;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    void read(int row, long start, long end, long version) {
        write(Kind.READ, row, start, end, version);
    }

    /** @return the entry, for its end */
    int begin(int row, long start) {
        return write(Kind.PERHAPS_CHANGED, row, start, 0, 0);
    }

    /** @param version at least that is there now */
    void changed(int entry, int row, long end, long version) {
        piece.put(NUMBERS * entry + 2, end);
        piece.put(NUMBERS * entry + 3, version);
        become(entry, Kind.CHANGED, row);
    }

    void rolledBack(int entry, int row) {
        become(entry, Kind.ROLLED_BACK, row);
    }

    private int write(Kind kind, int row, long start, long end, long version) {
        if (next == ENTRIES) {
            turn();
        }
        int entry = next++;
        piece.put(NUMBERS * entry + 1, start);
        piece.put(NUMBERS * entry + 2, end);
        piece.put(NUMBERS * entry + 3, version);
        become(entry, kind, row);
        return entry;
    }

    /** Last: whoever finds it finds the rest. */
    private void become(int entry, Kind kind, int row) {
        VarHandle.releaseFence();
        piece.put(NUMBERS * entry, ((long) kind.ordinal() << 32) | row);
    }
}
