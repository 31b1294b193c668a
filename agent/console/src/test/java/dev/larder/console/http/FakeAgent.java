package dev.larder.console.http;

import dev.larder.console.AgentControl;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import dev.larder.engine.warm.Warmth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An agent that keeps in mind what it was asked to change, and its server. */
final class FakeAgent implements AgentControl, AutoCloseable {
    static final String RULES = """
            larder: 1
            store: { namespace: blog, url: "redis://:hunter2@localhost:6379" }
            caches:
              post:
                method: blog.PostService#find(long id)
                key: "post:{id}"   # redis://user:hunter3@host
              list: { method: "blog.PostService#list(int page)", key: "posts:{page}" }
              idle: { method: "blog.PostService#count()", enabled: false }
            invalidations:
              - { name: saved, method: "blog.PostService#save(blog.Post post)", evict: ["post:{post.id}", "posts:*"] }
            """;

    final List<String> changes = new CopyOnWriteArrayList<>();
    final Metrics metrics = new Metrics();
    final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    final Log log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), Log.Level.INFO);

    final Store store = new MemoryStore(1 << 24, Duration.ofHours(1), (command, nanos) -> {});

    private final Rules rules;
    private final RuleBoard board;
    private final AgentServer server;
    private volatile boolean bypassed;

    FakeAgent(Path directory, String host, @Nullable String token) {
        this(directory, RULES, host, 0, token);
    }

    FakeAgent(Path directory, String text, String host, int port, @Nullable String token) {
        try {
            Path file = Files.writeString(directory.resolve("rules.yaml"), text);
            RuleReading reading = new RuleReader(Variables.system(), Map.of()).read(file);
            if (!(reading instanceof RuleReading.Valid valid)) {
                throw new AssertionError(reading);
            }
            rules = valid.rules();
            board = new RuleBoard(rules);
            server = AgentServer.open(new MetricsSettings(true, host, port), token, metrics, this, log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** Sends the bytes, and gives all that comes back, also where that is nothing. */
    String send(byte[] request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
            } catch (IOException refused) {
                // Closed before all was sent: the answer is there all the same
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A request whose lines are given, with a Host of its own unless one is among them. */
    String ask(String start, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(start).append(" HTTP/1.1\r\n");
        List<String> given = List.of(headers);
        if (given.stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: ").append(host()).append("\r\n");
        }
        given.forEach(header -> request.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: ")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append("\r\n");
        }
        return send(request.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8));
    }

    String host() {
        return "127.0.0.1:" + server.address().getPort();
    }

    static int status(String response) {
        return Integer.parseInt(response.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void lookForHidden() {}

    @Override
    public RuleBoard board() {
        return board;
    }

    @Override
    public Rules rules() {
        return rules;
    }

    @Override
    public List<Problem> reload() {
        changes.add("reload");
        return List.of();
    }

    @Override
    public Removal evict(List<String> words) {
        changes.add("evict " + words);
        return new Removal(words, words.size(), words.contains("wrong*") ? List.of("wrong* is wrong") : List.of());
    }

    @Override
    public Removal clear(@Nullable String cache) {
        changes.add("clear " + cache);
        return new Removal(List.of(String.valueOf(cache)), 0, List.of());
    }

    @Override
    public void bypass(boolean on) {
        changes.add("bypass " + on);
        bypassed = on;
    }

    @Override
    public boolean bypassed() {
        return bypassed;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public @Nullable String warm(@Nullable String cache, @Nullable Integer top, @Nullable Integer rate) {
        changes.add("warm " + cache + " " + top + " " + rate);
        return null;
    }

    @Override
    public Warmth warmth() {
        return new Warmth(
                new Warmth.Progress(true, 3, 10, 1, null, Map.of("blog.PostService#find(long): gone", 1)),
                List.of(
                        new Warmth.Share("post", "blog.PostService#find(long)", 10, null),
                        new Warmth.Share("list", "blog.PostService#list(int)", 0, "reads the clock")));
    }

    @Override
    public void close() {
        server.close();
        store.close();
    }
}
