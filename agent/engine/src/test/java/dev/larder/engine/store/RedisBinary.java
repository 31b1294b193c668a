package dev.larder.engine.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Redis as a process of this machine. */
final class RedisBinary implements RedisServer.Host {
    private final String binary;
    private final List<String> command;
    private final Path directory;
    private Process process;

    RedisBinary(String binary, int port, List<String> options) throws IOException {
        this.binary = binary;
        this.directory = Files.createTempDirectory("larder-redis");
        this.command = new ArrayList<>(List.of(
                binary, "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(options);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    /** On the PATH, else out of the embedded-redis artifact. */
    static String find() throws IOException {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return extract();
    }

    /** The artifact holds a binary for each of these; its own starter is not used, since it can neither pause nor kill. */
    static String extract() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        String name;
        if (os.contains("linux")) {
            name = arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
        } else if (os.contains("mac")) {
            name = arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
        } else {
            throw new IOException(
                    "no Redis 6.2 or newer for " + os + ": put redis-server on the PATH, or start Docker");
        }
        try (InputStream in = RedisBinary.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IOException(name + " is not on the class path: add com.github.codemonstur:embedded-redis");
            }
            Path file = Files.createTempFile("redis-server", "");
            file.toFile().deleteOnExit();
            Files.write(file, in.readAllBytes());
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " can't be made executable");
            }
            return file.toString();
        }
    }

    @Override
    public void start() throws IOException {
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    @Override
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void pause() throws IOException {
        signal("STOP");
    }

    @Override
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .onExit()
                .join()
                .exitValue();
        if (code != 0) {
            throw new IOException("kill -" + name + " ended with " + code);
        }
    }

    private void end() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException left) {
            System.err.println(directory + " is left behind: " + left);
        }
    }

    @Override
    public String description() {
        return binary;
    }
}
