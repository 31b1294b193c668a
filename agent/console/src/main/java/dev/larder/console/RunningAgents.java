package dev.larder.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agents that run on this machine under this user, told by the files that they leave. Any thread. */
public final class RunningAgents {
    /** More than any agent writes: what is larger was put there by somebody else. */
    private static final long LARGEST_FILE = 64 << 10;

    /** The system's word on when a process began moves with its clock. */
    private static final Duration CLOCK_DRIFT = Duration.ofSeconds(10);

    private final List<Path> directories;

    public RunningAgents() {
        this(AgentDirectories.standard());
    }

    RunningAgents(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    /**
     * One running agent.
     *
     * @param host what it listens on
     * @param port 0 where it serves no HTTP
     * @param rules path of its rules, absolute
     * @param started when its JVM began
     * @param store URL of its store, without the password
     * @param token what it wants to see before it changes anything; null where it asks for none
     */
    public record Found(
            long pid,
            String host,
            int port,
            String rules,
            Instant started,
            String version,
            String store,
            @Nullable String token) {

        /** Where it can be asked from this machine; null where it serves no HTTP. */
        public @Nullable URI address() {
            if (port == 0) {
                return null;
            }
            String local = switch (host) {
                case "0.0.0.0" -> "127.0.0.1";
                case "::", "0:0:0:0:0:0:0:0" -> "::1";
                default -> host;
            };
            return URI.create("http://" + (local.indexOf(':') >= 0 ? "[" + local + "]" : local) + ":" + port);
        }

        /** The token is not shown. */
        @Override
        public String toString() {
            return "process " + pid + " at " + host + ":" + port + " with " + rules;
        }
    }

    /** Those that are alive, by their process ids. What a dead one left behind is taken away. */
    public List<Found> find() {
        List<Found> found = new ArrayList<>();
        for (Path directory : directories) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !AgentFile.mayBeTrusted(directory)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
                for (Path file : files) {
                    look(file, found);
                }
            } catch (IOException | RuntimeException unreadable) {
                // Another user's: there are none of this user's in it
            }
        }
        found.sort(Comparator.comparingLong(Found::pid));
        return found;
    }

    private static void look(Path file, List<Found> found) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST_FILE) {
                return;
            }
            Found agent = of(JsonReader.object(JsonReader.read(Files.readString(file))));
            if (alive(agent)) {
                found.add(agent);
            } else {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException foreign) {
            // Gone meanwhile, or written by something else
        }
    }

    private static Found of(Map<String, @Nullable Object> file) {
        return new Found(
                number(file, "pid"),
                text(file, "host"),
                (int) number(file, "port"),
                text(file, "rules"),
                Instant.ofEpochMilli(number(file, "started")),
                text(file, "version"),
                text(file, "store"),
                file.get("token") instanceof String token ? token : null);
    }

    private static long number(Map<String, @Nullable Object> file, String name) {
        if (file.get(name) instanceof Double number) {
            return number.longValue();
        }
        throw new IllegalArgumentException(name);
    }

    private static String text(Map<String, @Nullable Object> file, String name) {
        if (file.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(name);
    }

    /** A process of the same id that began at another time is another process. */
    private static boolean alive(Found agent) {
        return ProcessHandle.of(agent.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start ->
                                Duration.between(start, agent.started()).abs().compareTo(CLOCK_DRIFT) < 0)
                        .orElse(true))
                .isPresent();
    }
}
