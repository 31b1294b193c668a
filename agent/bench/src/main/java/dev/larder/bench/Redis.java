package dev.larder.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A Redis for the agent: one that runs already, or one that is started for the drive.
 *
 * @param url for the agent
 * @param description for a person; without a password
 */
record Redis(String url, String description) {
    private static final int USUAL_PORT = 6379;
    private static final int ANSWER_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FILE = "embedded-redis";
    private static final String VERSION = "1.4.4";
    private static final String ARTIFACT = "com.github.codemonstur:" + FILE + ":" + VERSION;

    /** @param work where the log and a binary go */
    static Redis find(Children children, Path work) throws IOException, InterruptedException {
        String url = System.getenv("REDIS_URL");
        if (url != null && !url.isEmpty()) {
            return given(url);
        }
        if (answersPing(USUAL_PORT)) {
            return new Redis("redis://127.0.0.1:" + USUAL_PORT, "the one that runs at 127.0.0.1:" + USUAL_PORT);
        }
        Optional<Path> installed = Programs.onPath("redis-server");
        if (installed.isPresent()) {
            return started(children, work, installed.get(), installed.get().toString());
        }
        return started(children, work, fromArtifact(children, work), "redis-server out of " + ARTIFACT);
    }

    private static Redis given(String url) throws IOException {
        URI address = URI.create(url);
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        if (address.getHost() == null || !Ports.answers(address.getHost(), port)) {
            throw new IOException("No Redis answers at the REDIS_URL " + address.getHost() + ":" + port
                    + ": start it, or unset REDIS_URL and the drive brings its own");
        }
        return new Redis(url, "REDIS_URL, " + address.getHost() + ":" + port);
    }

    private static Redis started(Children children, Path work, Path program, String description)
            throws IOException, InterruptedException {
        int port = Ports.free();
        Path log = work.resolve("redis.log");
        Process process = children.start(new ProcessBuilder(
                        program.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        children.directory("larder-demo-redis").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        Ports.await(() -> answersPing(port), process, PATIENCE, program + " (see " + log + ")");
        return new Redis("redis://127.0.0.1:" + port, description + ", started at 127.0.0.1:" + port);
    }

    private static boolean answersPing(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where no Redis is installed, Maven brings one: a jar with the real server for the usual systems. */
    private static Path fromArtifact(Children children, Path work) throws IOException, InterruptedException {
        children.run(
                work.resolve("maven.log"),
                List.of(
                        "./mvnw",
                        "-q",
                        "-B",
                        "-ntp",
                        "-N",
                        "dependency:copy",
                        "-Dartifact=" + ARTIFACT,
                        "-DoutputDirectory=" + work.toAbsolutePath()));
        Path binary = work.resolve("redis-server");
        try (ZipFile jar =
                new ZipFile(work.resolve(FILE + "-" + VERSION + ".jar").toFile())) {
            ZipEntry entry = jar.stream()
                    .filter(file -> file.getName().startsWith("redis-server-")
                            && file.getName().endsWith(system()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No Redis was found, and " + ARTIFACT + " has none for "
                            + system() + ": install redis-server, or set REDIS_URL"));
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, binary, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IOException("Could not make " + binary + " executable: install redis-server, or set REDIS_URL");
        }
        return binary.toAbsolutePath();
    }

    /** How the artifact names this machine. */
    private static String system() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        String processor = System.getProperty("os.arch");
        return (mac ? "darwin-" : "linux-") + (processor.equals("aarch64") ? "arm64" : "amd64");
    }
}
