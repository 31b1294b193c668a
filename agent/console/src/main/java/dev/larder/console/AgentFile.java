package dev.larder.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent leaves for the command line to find it by: {@code PID.json}, readable by its user alone. Taken away when
 * it is closed or the JVM exits; after a crash {@link RunningAgents} tells by the process id that it is stale.
 */
public final class AgentFile implements AutoCloseable {
    private final Path file;
    private final Thread atExit;

    private AgentFile(Path file) {
        this.file = file;
        this.atExit = new Thread(null, this::delete, "larder-exit", 0, false);
        atExit.setContextClassLoader(null);
    }

    /** This JVM's file, in the place where the command line looks for it. */
    public static AgentFile leave(
            String host, int port, String rules, String version, String store, @Nullable String token)
            throws IOException {
        OwnProcess own = OwnProcess.look();
        return leave(
                AgentDirectories.standard().get(0),
                new RunningAgents.Found(own.pid(), host, port, rules, own.started(), version, store, token));
    }

    static AgentFile leave(Path directory, RunningAgents.Found agent) throws IOException {
        boolean posix = posix(directory);
        if (posix) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
        }
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory, own(posix, "rwx------"));
        }
        // A name of one's own in a directory of one's own needs no secure random numbers, which are 20 ms of a start
        Path next = Files.createFile(
                directory.resolve("next-" + agent.pid() + "-" + System.nanoTime() + ".tmp"), own(posix, "rw-------"));
        try {
            if (posix) {
                guard(directory, Files.getOwner(next));
            }
            Files.write(next, text(agent).getBytes(StandardCharsets.UTF_8));
            Path file = directory.resolve(agent.pid() + ".json");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AgentFile left = new AgentFile(file);
            left.deleteAtExit();
            return left;
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Temporary directories are open to all: somebody else may have been there first. */
    private static void guard(Path directory, UserPrincipal own) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!own.equals(view.getOwner())) {
            throw new IOException(directory + " belongs to " + view.getOwner().getName() + ": remove it");
        }
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString("rwx------");
        if (!view.readAttributes().permissions().equals(wanted)) {
            view.setPermissions(wanted);
        }
    }

    /**
     * Whether only this user can have put into a directory what lies there: whoever else could would be asked with this
     * user's passwords. Where files have no POSIX owners, the temporary directory is the user's own.
     */
    static boolean mayBeTrusted(Path directory) {
        try {
            if (!posix(directory)) {
                return true;
            }
            Path own = Files.createTempFile("larder", ".tmp");
            try {
                PosixFileAttributeView view =
                        Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                Set<PosixFilePermission> rights = view.readAttributes().permissions();
                return Files.getOwner(own).equals(view.getOwner())
                        && !rights.contains(PosixFilePermission.GROUP_WRITE)
                        && !rights.contains(PosixFilePermission.OTHERS_WRITE);
            } finally {
                Files.delete(own);
            }
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    private static boolean posix(Path directory) throws IOException {
        Path there = directory.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        FileStore store = Files.getFileStore(there);
        return store.supportsFileAttributeView(PosixFileAttributeView.class);
    }

    private static FileAttribute<?>[] own(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static String text(RunningAgents.Found agent) {
        return new JsonText()
                .open('{')
                .name("pid")
                .value(agent.pid())
                .name("host")
                .value(agent.host())
                .name("port")
                .value(agent.port())
                .name("rules")
                .value(agent.rules())
                .name("started")
                .value(agent.started().toEpochMilli())
                .name("version")
                .value(agent.version())
                .name("store")
                .value(agent.store())
                .name("token")
                .value(agent.token())
                .close('}')
                .toString();
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // It runs, or has run
        }
    }

    private void deleteAtExit() {
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Too late to be found
            delete();
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // Told to be stale by its process id
        }
    }
}
