package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A JVM of its own that runs an application, with the packaged agent or without. Ended when it is closed. */
final class ForkedJvm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern METRICS = Pattern.compile("metrics at (http://\\S+)");

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private ForkedJvm(Process process) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        readers.add(reader(process.getInputStream(), out::add));
        readers.add(reader(process.getErrorStream(), errors::add));
    }

    private static Thread reader(InputStream from, java.util.function.Consumer<String> to) {
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
        return thread;
    }

    static Start of(Jdk jdk) {
        return new Start(jdk);
    }

    /** How to start one. */
    static final class Start {
        private final Jdk jdk;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();

        private Start(Jdk jdk) {
            this.jdk = jdk;
        }

        /** With {@code -javaagent:larder.jar=arguments}; none for null. */
        Start agent(String arguments) {
            options.add("-javaagent:" + jar() + (arguments == null ? "" : "=" + arguments));
            return this;
        }

        Start option(String option) {
            options.add(option);
            return this;
        }

        Start environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** The application without a framework, from the tests' own classes. */
        ForkedJvm shop() {
            ForkedJvm shop = run("-cp", "target/test-classes", "shop.ShopMain");
            shop.expect("open");
            return shop;
        }

        ForkedJvm run(String... command) {
            List<String> all = new ArrayList<>(List.of(jdk.java()));
            // The little program is started many times: what it costs to start matters more than how fast it gets.
            all.add("-XX:TieredStopAtLevel=1");
            all.addAll(options);
            all.addAll(Arrays.asList(command));
            ProcessBuilder builder = new ProcessBuilder(all);
            builder.environment().keySet().removeIf(name -> name.startsWith("LARDER_") || name.startsWith("REDIS_"));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().putAll(environment);
            try {
                return new ForkedJvm(builder.start());
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    static Path jar() {
        return Path.of(System.getProperty("larder.jar", "target/larder.jar")).toAbsolutePath();
    }

    static Path rules(String name) {
        return Path.of("target/test-classes/dev/larder/dist/" + name).toAbsolutePath();
    }

    /** Sends a line and gives the one that answers it. */
    String say(String line) {
        tell(line);
        return nextLine();
    }

    /** Sends a line. */
    void tell(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException fault) {
            throw new UncheckedIOException("the application is gone: " + errors, fault);
        }
    }

    void expect(String line) {
        assertThat(nextLine()).as("standard error: %s", errors).isEqualTo(line);
    }

    /** The next line of standard output. */
    String line() {
        return nextLine();
    }

    private String nextLine() {
        try {
            String line = out.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(line).as("an answer; standard error: %s", errors).isNotNull();
            return line;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** What was written to standard error so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** All of standard output that was not read yet. */
    List<String> output() {
        return List.copyOf(out);
    }

    void awaitError(String part) {
        Awaitility.await(part)
                .atMost(PATIENCE)
                .until(() -> errors.stream().anyMatch(line -> line.contains(part)) || !process.isAlive());
        assertThat(errors).anyMatch(line -> line.contains(part));
    }

    /** Where the agent serves its metrics, by its own word. */
    URI metrics() {
        awaitError("metrics at ");
        for (String line : errors) {
            Matcher address = METRICS.matcher(line);
            if (address.find()) {
                return URI.create(address.group(1));
            }
        }
        throw new AssertionError("no address in " + errors);
    }

    String scrape() {
        return get(metrics());
    }

    static String get(URI address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** The value of one sample, by its beginning up to the blank. */
    double metric(String sample) {
        return scrape().lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Calls go through the cache from now on; for Redis, whose connection is made in the background. */
    void awaitStore() {
        Awaitility.await("the store")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> metric("larder_store_up") == 1);
    }

    /** Ends it the way its user would, and gives its exit code. */
    int exit() {
        try {
            leave();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void leave() {
        try (in) {
            in.write("exit\n");
        } catch (IOException gone) {
            // a command, which ends by itself
        }
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
