package dev.larder.bench.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One JVM that reads and changes rows. */
final class HistoryJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern METRICS = Pattern.compile("metrics at (http://\\S+)");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    HistoryJvm(String name, List<String> command, Map<String, String> environment) throws IOException {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(key -> key.startsWith("LARDER_") || key.startsWith("REDIS_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        this.process = builder.start();
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        read(process.getInputStream(), out::add);
        read(process.getErrorStream(), errors::add);
    }

    private static void read(InputStream from, Consumer<String> to) {
        Thread thread = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    to.accept(line);
                }
            } catch (IOException ended) {
                // the process is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return name;
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(name + " is gone: " + errors, gone);
        }
    }

    /** The next line of its standard output, null where none comes in time. */
    @Nullable
    String line(Duration patience) throws InterruptedException {
        return out.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void expect(String line) throws InterruptedException {
        String said = line(PATIENCE);
        if (!line.equals(said)) {
            throw new IllegalStateException(name + " said " + said + " instead of " + line + ": " + errors);
        }
    }

    /** Tells it to end, and gives what it says last. */
    String end() throws InterruptedException {
        tell("stop");
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            String said = line(PATIENCE);
            if (said != null && said.startsWith("failures=")) {
                return said;
            }
        }
        throw new IllegalStateException(name + " does not end: " + errors);
    }

    void awaitError(String part) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end && process.isAlive(); ) {
            if (errors.stream().anyMatch(line -> line.contains(part))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException(name + " never said \"" + part + "\": " + errors);
    }

    /** The sum of the samples whose names begin so; 0 where nobody tells. */
    double metric(String sample) {
        URI address = address();
        return address == null
                ? 0
                : answer(HttpRequest.newBuilder(address))
                        .lines()
                        .filter(line -> line.startsWith(sample))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
    }

    /** From here on the agent tells only what is news. */
    void logLess() {
        URI address = address();
        if (address != null) {
            answer(HttpRequest.newBuilder(address.resolve("/log?level=info"))
                    .POST(HttpRequest.BodyPublishers.noBody()));
        }
    }

    private @Nullable URI address() {
        for (String line : errors) {
            Matcher address = METRICS.matcher(line);
            if (address.find()) {
                return URI.create(address.group(1));
            }
        }
        return null;
    }

    private static String answer(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** As a machine under too much load has it, or a garbage collection. */
    void stop() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** As SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
