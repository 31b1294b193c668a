package dev.larder.engine.store.redis;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A journal on disk: a line that names the namespace, and lines that are added and all taken away at once. Locked while it
 * is open. For one thread at a time.
 *
 * <p>Not written through a channel: an interrupt of the application's thread that happens to write would close it, and
 * give up the lock with it.
 */
final class JournalFile implements Closeable {

    /** Past this many bytes nobody reads what they say: it is everything that goes. */
    static final int LONGEST = 8 << 20;

    private static final String MAGIC = "larder-journal 1 ";

    /** The file is there, and isn't to be touched. */
    static final class Unfit extends IOException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    private final RandomAccessFile file;
    private final long beginning;
    private final byte[] found;
    private long end;

    private JournalFile(RandomAccessFile file, long beginning, byte[] found, long end) {
        this.file = file;
        this.beginning = beginning;
        this.found = found;
        this.end = end;
    }

    /**
     * Opens it, and creates it where there is none, for this user alone.
     *
     * @return null where another JVM has it
     * @throws IOException whose message is for people
     */
    static @Nullable JournalFile open(Path path, String namespace) throws IOException {
        create(path);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        JournalFile opened = null;
        try {
            FileLock lock = file.getChannel().tryLock();
            opened = lock == null ? null : read(file, (MAGIC + namespace + "\n").getBytes(StandardCharsets.UTF_8));
            return opened;
        } finally {
            if (opened == null) {
                file.close();
            }
        }
    }

    private static void create(Path path) throws IOException {
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                // Or the name may be lost with the power, and with it all that was forced
                try (FileChannel directory =
                        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                    directory.force(true);
                }
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException there) {
            // Of an earlier run, or another JVM's
        }
    }

    private static JournalFile read(RandomAccessFile file, byte[] first) throws IOException {
        long length = file.length();
        byte[] all = new byte[(int) Math.min(length, LONGEST + 1L)];
        file.readFully(all);
        if (length < first.length && Arrays.equals(all, Arrays.copyOf(first, all.length))) {
            file.setLength(0);
            file.write(first);
            file.getFD().sync();
            return new JournalFile(file, first.length, new byte[0], first.length);
        }
        if (!Arrays.equals(first, Arrays.copyOf(all, Math.min(first.length, all.length)))) {
            throw new Unfit(
                    new String(all, 0, Math.min(MAGIC.length(), all.length), StandardCharsets.ISO_8859_1).equals(MAGIC)
                            ? "it is the journal of another namespace"
                            : "it holds something else");
        }
        // A line without its end was never said to be remembered; what is added must not be glued to it
        long end = length > LONGEST ? length : lastEnd(all);
        if (end < length) {
            file.setLength(end);
        }
        return new JournalFile(
                file, first.length, length > LONGEST ? all : Arrays.copyOfRange(all, first.length, (int) end), end);
    }

    private static int lastEnd(byte[] all) {
        int end = all.length;
        while (all[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** The lines that were there when it was opened; more than {@link #LONGEST} bytes where nobody should read them. */
    byte[] found() {
        return found;
    }

    long length() {
        return end - beginning;
    }

    /** When this returns the lines are on disk. Where it throws, some part of them may be. */
    void add(byte[] lines) throws IOException {
        file.seek(end);
        file.write(lines);
        file.getFD().sync();
        end += lines.length;
    }

    /** Takes all lines away. */
    void clear() throws IOException {
        if (end > beginning) {
            file.setLength(beginning);
            file.getFD().sync();
            end = beginning;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
