package dev.larder.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The agent's HTTP server: {@code GET /metrics} for Prometheus, {@code GET /rules}, {@code POST /rules/reload}; on one
 * daemon thread of its own. A request that changes something is refused where a browser sends it on behalf of another
 * site.
 */
public final class AgentServer implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService worker;

    private final Metrics metrics;
    private final AgentControl control;
    private final Log log;

    private AgentServer(HttpServer server, ExecutorService worker, Metrics metrics, AgentControl control, Log log) {
        this.server = server;
        this.worker = worker;
        this.metrics = metrics;
        this.control = control;
        this.log = log;
    }

    /** @throws IOException where the address can't be bound; the message says which */
    public static AgentServer open(MetricsSettings settings, Metrics metrics, AgentControl control, Log log)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, 16);
        } catch (IOException taken) {
            throw new IOException(
                    "metrics: cannot listen on " + settings.host() + ":" + settings.port() + " (" + taken.getMessage()
                            + "): no metrics are served; choose another with metrics.port, or 0 for any free port",
                    taken);
        }
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "larder-metrics");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        server.setExecutor(worker);
        AgentServer opened = new AgentServer(server, worker, metrics, control, log);
        server.createContext("/", opened::answer);
        server.start();
        return opened;
    }

    /** Where it listens: the port that was given, or the one that was found free. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean posts = exchange.getRequestMethod().equals("POST");
            boolean gets = exchange.getRequestMethod().equals("GET")
                    || exchange.getRequestMethod().equals("HEAD");
            switch (path) {
                case "/metrics" -> {
                    if (allowed(exchange, gets, "GET")) {
                        scrape(exchange);
                    }
                }
                case "/rules" -> {
                    if (allowed(exchange, gets, "GET")) {
                        send(exchange, 200, JSON, RulesJson.of(control.board()));
                    }
                }
                case "/rules/reload" -> {
                    if (allowed(exchange, posts, "POST")) {
                        reload(exchange);
                    }
                }
                default -> send(exchange, 404, TEXT, "Larder: see /metrics, /rules\n");
            }
        } catch (IOException gone) {
            log.debug("the client went away: " + gone);
        } catch (RuntimeException fault) {
            log.fault("a request to the agent's port failed", fault);
        }
    }

    private static boolean allowed(HttpExchange exchange, boolean method, String only) throws IOException {
        if (!method) {
            exchange.getResponseHeaders().set("Allow", only);
            send(exchange, 405, TEXT, "Larder: only " + only + "\n");
            return false;
        }
        // A page of another site, open in a browser on this machine, may send a POST, but not without an Origin.
        if (only.equals("POST") && exchange.getRequestHeaders().containsKey("Origin")) {
            send(exchange, 403, TEXT, "Larder: not on behalf of a web page\n");
            return false;
        }
        return true;
    }

    private void scrape(HttpExchange exchange) throws IOException {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        boolean open = accept != null && accept.contains("application/openmetrics-text");
        send(exchange, 200, open ? OPEN_METRICS : TEXT, metrics.scrape(open ? OPEN_METRICS : TEXT));
    }

    private void reload(HttpExchange exchange) throws IOException {
        List<Problem> problems = control.reload();
        JsonText json = new JsonText().open('{').name("problems").open('[');
        problems.forEach(problem -> json.value(problem.toString()));
        send(exchange, problems.isEmpty() ? 200 : 422, JSON, json.close(']').close('}') + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdown();
    }
}
