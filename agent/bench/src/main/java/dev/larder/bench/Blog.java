package dev.larder.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A blog that runs.
 *
 * @param startSeconds from the start of the process to the first answer
 */
record Blog(Process process, int port, double startSeconds) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** @param command how to start it, so that it listens at this port */
    static Blog start(Children children, int port, List<String> command, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // What stands in the environment of whoever starts the drive must not decide what is measured
        builder.environment().keySet().removeIf(name -> name.startsWith("LARDER_") || name.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = children.start(builder);
        Ports.await(() -> isReady(port), process, PATIENCE, "The blog (see " + log + ")");
        return new Blog(process, port, (System.nanoTime() - start) / 1e9);
    }

    String address() {
        return "http://localhost:" + port + "/";
    }

    /** @throws IOException if the blog doesn't publish its counts */
    Statements statements() throws IOException {
        return new Statements(metric("hibernate.statements?tag=status:prepared"), metric("database.statements"));
    }

    private double metric(String name) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            Answer answer = connection.get("/actuator/metrics/" + name, Map.of());
            String value = Text.between(answer.body(), "\"value\":", "}", 0);
            if (answer.status() != 200 || value == null) {
                throw new IOException("The blog answered " + answer.status() + " when asked for its metric " + name);
            }
            return Double.parseDouble(value);
        }
    }

    private static boolean isReady(int port) {
        if (!Ports.answers("localhost", port)) {
            return false;
        }
        try (HttpConnection connection = new HttpConnection(port)) {
            return connection.get("/actuator/health", Map.of()).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
